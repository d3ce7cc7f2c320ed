using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Computes the ids of objects, and checksums.</summary>
internal static class ObjectHash
{
    // The longest: a type, a space, a length of nineteen digits, and a zero.
    private const int MaxHeader = 32;

    public static ObjectId Of(ObjectType type, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[MaxHeader];
        var length = Encoding.ASCII.GetBytes($"{type.ToString().ToLowerInvariant()} {content.Length}\0", header);
        using var hash = NewHash();
        hash.AppendData(header[..length]);
        hash.AppendData(content);
        return new ObjectId(hash.GetHashAndReset());
    }

    /// <summary>The checksum at the end of git's files.</summary>
    public static byte[] ChecksumOf(ReadOnlySpan<byte> content)
    {
        using var hash = NewHash();
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash that git's ids and checksums are made of.</summary>
    public static IncrementalHash NewHash() =>
#pragma warning disable CA5350 // Git has no other.
        IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
}
