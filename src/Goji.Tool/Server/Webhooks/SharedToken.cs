using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Goji.Tool.Server.Webhooks;

/// <summary>A token that sender and server share.</summary>
internal sealed class SharedToken(string token)
{
    private readonly byte[] hash = Hash(token);

    /// <summary>Compares hashes: not even the token's length shows in the time it takes.</summary>
    public bool Is(StringValues given) => given is [{ } value] && CryptographicOperations.FixedTimeEquals(Hash(value), hash);

    /// <summary>Compares with what an <c>Authorization</c> header carries.</summary>
    public bool IsBearer(StringValues authorization)
    {
        const string Scheme = "Bearer ";
        return authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && Is(value[Scheme.Length..].Trim());
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
