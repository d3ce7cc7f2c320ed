using System.ComponentModel;
using System.Diagnostics;
using Goji.Git.Clone;
using Goji.Model;
using Goji.Ports.Sources;

namespace Goji.Git.Sources;

/// <summary>Checks the signatures of commits: ssh ones with <c>ssh-keygen</c>, OpenPGP ones with <c>gpg</c>.</summary>
/// <remarks>
/// Keys are checked as of now, not as of the date of the commit: the holder of an old key can choose any date.
/// </remarks>
internal static class CommitSignatures
{
    private const string NotAllowed = "is signed with a key that is not allowed";

    /// <summary>The states that gpg reports of a signature, of which there must be exactly one.</summary>
    private static readonly string[] States = ["GOODSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "BADSIG", "ERRSIG"];

    public static SignatureReport Check(SignedContent content, TrustedSigners trusted)
    {
        if (content.Signature is not { } signature)
        {
            return new(null, "is not signed");
        }

        var folder = Directory.CreateTempSubdirectory("goji-verify-").FullName;
        try
        {
            var file = Path.Combine(folder, "signature");
            File.WriteAllText(file, signature);
            return signature.StartsWith("-----BEGIN SSH SIGNATURE-----", StringComparison.Ordinal)
                ? CheckSsh(folder, file, content.Payload, trusted.AllowedSigners)
                : signature.StartsWith("-----BEGIN PGP ", StringComparison.Ordinal)
                    ? CheckOpenPgp(folder, file, content.Payload, trusted.Keys)
                : new(null, "has a signature that is neither of ssh nor of OpenPGP");
        }
        catch (Win32Exception failure)
        {
            return new(
                null,
                $"is signed, and the program that checks the signature cannot be run ({failure.Message}). Install openssh-client and gpg");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SignatureReport CheckSsh(string folder, string signature, byte[] payload, string allowedSigners)
    {
        var allowed = Path.Combine(folder, "allowed_signers");
        File.WriteAllText(allowed, allowedSigners);
        var (found, principals, _) = Run("ssh-keygen", ["-Y", "find-principals", "-s", signature, "-f", allowed], []);
        foreach (var principal in found == 0
            ? principals.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [])
        {
            if (Run("ssh-keygen", ["-Y", "verify", "-n", "git", "-f", allowed, "-I", principal, "-s", signature], payload).ExitCode == 0)
            {
                return new(principal, "");
            }
        }

        // For the message: whose key it is, and whether it fits at all.
        var (fits, words, _) = Run("ssh-keygen", ["-Y", "check-novalidate", "-n", "git", "-s", signature], payload);
        var key = words.Split(' ', StringSplitOptions.TrimEntries).FirstOrDefault(
            word => word.StartsWith("SHA256:", StringComparison.Ordinal));
        return new(
            null, fits == 0 && key is not null ? $"{NotAllowed}, or no longer ({key})" : "has a signature that does not match its content");
    }

    private static SignatureReport CheckOpenPgp(string folder, string signature, byte[] payload, string keys)
    {
        if (keys.Length == 0)
        {
            return new(null, $"{NotAllowed}: no OpenPGP key is");
        }

        // A home of its own: whatever keys and settings the user of this process has do not count.
        string[] common = ["--homedir", folder, "--no-options", "--batch", "--no-tty", "--no-autostart", "--no-auto-key-retrieve"];
        var file = Path.Combine(folder, "keys.asc");
        File.WriteAllText(file, keys);
        Run("gpg", [.. common, "--quiet", "--import", file], []);
        var (exitCode, output, _) = Run(
            "gpg", [.. common, "--trust-model", "always", "--status-fd", "1", "--verify", signature, "-"], payload);
        var lines = output
            .Split('\n')
            .Where(line => line.StartsWith("[GNUPG:] ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', 4))
            .ToList();
        var states = lines.Where(line => States.Contains(line[1])).ToList();
        return states switch
        {
            [["[GNUPG:]", "GOODSIG", _, var signer]] when exitCode == 0 && lines.Exists(line => line[1] == "VALIDSIG") => new(signer, ""),
            [["[GNUPG:]", "EXPKEYSIG" or "EXPSIG", var id, ..]] => new(null, $"is signed with the key {id}, which has expired"),
            [["[GNUPG:]", "REVKEYSIG", var id, ..]] => new(null, $"is signed with the key {id}, which is revoked"),
            [["[GNUPG:]", "ERRSIG", var id, ..]] => new(null, $"{NotAllowed} ({id})"),
            _ => new(null, "has a signature that does not match its content"),
        };
    }

    private static ChildResult Run(string program, IEnumerable<string> arguments, byte[] input)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["LC_ALL"] = "C";
        return SigningProgram.Run(start, input);
    }
}
