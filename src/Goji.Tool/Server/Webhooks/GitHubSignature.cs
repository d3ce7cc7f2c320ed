using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Goji.Tool.Server.Webhooks;

/// <summary>What a delivery says it is signed with: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries.</summary>
internal sealed class GitHubSignature
{
    private const string Sha256Header = "X-Hub-Signature-256";
    private const string Sha1Header = "X-Hub-Signature";

    private readonly Func<byte[], byte[], byte[]> compute;
    private readonly byte[] claimed;

    private GitHubSignature(Func<byte[], byte[], byte[]> compute, byte[] claimed)
    {
        this.compute = compute;
        this.claimed = claimed;
    }

    /// <summary>Reads the header. What is wrong with it is known before a byte of the body is read.</summary>
    /// <returns>The signature, or null with the reason.</returns>
    public static GitHubSignature? Read(IHeaderDictionary headers, bool allowSha1, out string reason)
    {
        var (header, prefix, bytes, compute) = (Sha256Header, "sha256=", SHA256.HashSizeInBytes, (Func<byte[], byte[], byte[]>)Sha256);
        if (!headers.ContainsKey(Sha256Header) && headers.ContainsKey(Sha1Header))
        {
            if (!allowSha1)
            {
                reason = $"it is signed with SHA-1 alone ('{Sha1Header}'), which is not believed unless --allow-sha1 says so";
                return null;
            }

            (header, prefix, bytes, compute) = (Sha1Header, "sha1=", SHA1.HashSizeInBytes, Sha1);
        }

        var signature = Parse(headers[header], prefix, bytes);
        reason = signature is not null ? "" : headers.ContainsKey(header) ? $"its header '{header}' is malformed" : $"it has no header '{Sha256Header}'";
        return signature is null ? null : new(compute, signature);
    }

    /// <summary>Compares in a time that tells nothing about where the difference is.</summary>
    public bool Fits(byte[] body, string secret) =>
        CryptographicOperations.FixedTimeEquals(compute(Encoding.UTF8.GetBytes(secret), body), claimed);

    private static byte[]? Parse(StringValues values, string prefix, int bytes)
    {
        if (values is not [{ } value] || !value.StartsWith(prefix, StringComparison.Ordinal) || value.Length != prefix.Length + (2 * bytes))
        {
            return null;
        }

        try
        {
            return Convert.FromHexString(value.AsSpan(prefix.Length));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Sha256(byte[] secret, byte[] body) => HMACSHA256.HashData(secret, body);

    [SuppressMessage("Security", "CA5350", Justification = "For hosts that sign with nothing else, and only where --allow-sha1 asks for it.")]
    private static byte[] Sha1(byte[] secret, byte[] body) => HMACSHA1.HashData(secret, body);
}
