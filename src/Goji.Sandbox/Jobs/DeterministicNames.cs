using System.Security.Cryptography;
using System.Text;

namespace Goji.Sandbox.Jobs;

/// <summary>Names and uids that follow from what they are for, so that a cluster opened again makes the same ones.</summary>
internal static class DeterministicNames
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int LongestBase = 58;

    public static string Suffix(string seed) => string.Concat(Hash(seed).Take(5).Select(one => Alphabet[one % Alphabet.Length]));

    public static string WithSuffix(string prefix, string seed) =>
        (prefix.Length > LongestBase ? prefix[..LongestBase] : prefix) + Suffix(seed);

    public static string Uid(string seed)
    {
        var bytes = Hash("uid of " + seed)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public static string Hex(string seed) => Convert.ToHexStringLower(Hash(seed));

    private static byte[] Hash(string seed) => SHA256.HashData(Encoding.UTF8.GetBytes(seed));
}
