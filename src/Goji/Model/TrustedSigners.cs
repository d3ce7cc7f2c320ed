using System.Security.Cryptography;
using System.Text;

namespace Goji.Model;

/// <summary>The keys whose signatures on commits are accepted.</summary>
/// <param name="AllowedSigners">The lines of an <c>allowed_signers</c> file, as <c>ssh-keygen</c> reads it; empty for none.</param>
/// <param name="Keys">OpenPGP public keys, armored; empty for none.</param>
internal sealed record TrustedSigners(string AllowedSigners, string Keys)
{
    /// <summary>Identifies the keys: the same keys have the same id.</summary>
    public string Id { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{AllowedSigners.Length}\n{AllowedSigners}{Keys}")));
}
