using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Goji.Tool.Server.Webhooks;

/// <summary>The HMAC that a delivery is signed with.</summary>
/// <remarks>
/// GitHub, Gitea and Forgejo send <c>X-Hub-Signature-256: sha256=…</c>
/// (https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries);
/// Bitbucket sends the same value as <c>X-Hub-Signature</c>, a header that others use for SHA-1.
/// </remarks>
internal sealed class DeliverySignature
{
    private const string Sha256Header = "X-Hub-Signature-256";
    private const string SharedHeader = "X-Hub-Signature";
    private const string Sha256Prefix = "sha256=";
    private const string Sha1Prefix = "sha1=";

    private readonly bool isSha1;
    private readonly byte[] claimed;

    private DeliverySignature(bool isSha1, byte[] claimed)
    {
        this.isSha1 = isSha1;
        this.claimed = claimed;
    }

    /// <summary>Reads the header. What is wrong with it is known before a byte of the body is read.</summary>
    /// <returns>The signature, or null with the reason.</returns>
    public static DeliverySignature? Read(IHeaderDictionary headers, bool allowSha1, out string reason)
    {
        var header = headers.ContainsKey(Sha256Header) || !headers.ContainsKey(SharedHeader) ? Sha256Header : SharedHeader;
        var isSha1 = header == SharedHeader && !headers[header].ToString().StartsWith(Sha256Prefix, StringComparison.Ordinal);
        if (isSha1 && !allowSha1)
        {
            reason = $"it is signed with SHA-1 alone ('{SharedHeader}'), which is accepted only with --allow-sha1";
            return null;
        }

        var signature = isSha1
            ? Parse(headers[header], Sha1Prefix, SHA1.HashSizeInBytes)
            : Parse(headers[header], Sha256Prefix, SHA256.HashSizeInBytes);
        reason = signature is not null ? ""
            : headers.ContainsKey(header) ? $"its header '{header}' is malformed"
            : $"it has no header '{Sha256Header}'";
        return signature is null ? null : new(isSha1, signature);
    }

    /// <summary>
    /// Whether one of the secrets makes this signature. The time that a comparison takes does not depend on where the difference is.
    /// </summary>
    public bool Fits(ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var fits = false;
        foreach (var secret in secrets)
        {
            fits |= CryptographicOperations.FixedTimeEquals(Compute(Encoding.UTF8.GetBytes(secret), body), claimed);
        }

        return fits;
    }

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

    [SuppressMessage(
        "Security", "CA5350", Justification = "For hosts that sign with nothing else, and only where --allow-sha1 asks for it.")]
    private byte[] Compute(byte[] secret, ReadOnlySpan<byte> body) =>
        isSha1 ? HMACSHA1.HashData(secret, body) : HMACSHA256.HashData(secret, body);
}
