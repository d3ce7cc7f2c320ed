using System.Text;
using Goji.Model;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Server;

/// <summary>What is offered to an https server that asks who is there: the settings', the address's, or those that a CI checkout left in the clone.</summary>
internal sealed class RemoteCredentials(GitSettings settings, Configuration configuration)
{
    private const string HeaderKey = ".extraheader";

    /// <summary>Whether the server asked at all.</summary>
    public bool WereAsked { get; private set; }

    /// <summary>Whether something was offered and not accepted.</summary>
    public bool WereRefused { get; private set; }

    public Credentials? Answer(string url, string? usernameFromUrl, SupportedCredentialTypes types)
    {
        // Asked twice means refused; the same answer again would go on for ever.
        WereRefused = WereAsked && Find(url) is not null;
        var isFirst = !WereAsked;
        WereAsked = true;
        return isFirst && types.HasFlag(SupportedCredentialTypes.UsernamePassword) && Find(url) is { } found
            ? new UsernamePasswordCredentials { Username = found.User, Password = found.Password }
            : null;
    }

    private (string User, string Password)? Find(string url) => FromSettings() ?? FromAddress(url) ?? FromHeader(url);

    private (string User, string Password)? FromSettings() => settings.Password is { Length: > 0 } password
        ? (settings.Username is { Length: > 0 } user ? user : "git", password)
        : null;

    private (string User, string Password)? FromAddress(string url) =>
        RemoteAddress.CredentialsIn(url)
        ?? (settings.Repository is { } address && RemoteAddress.WithoutCredentials(address) == RemoteAddress.WithoutCredentials(url)
            ? RemoteAddress.CredentialsIn(address)
            : null);

    // CI systems store their token as http.<address>.extraheader, which libgit2 does not send.
    private (string User, string Password)? FromHeader(string url)
    {
        foreach (var entry in configuration)
        {
            if (entry.Key.StartsWith("http.", StringComparison.OrdinalIgnoreCase)
                && entry.Key.EndsWith(HeaderKey, StringComparison.OrdinalIgnoreCase)
                && entry.Key.Length > "http.".Length + HeaderKey.Length
                && url.StartsWith(entry.Key["http.".Length..^HeaderKey.Length], StringComparison.OrdinalIgnoreCase)
                && Decode(entry.Value) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (string User, string Password)? Decode(string header)
    {
        const string Basic = "AUTHORIZATION: basic ";
        var code = new byte[header.Length];
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header[Basic.Length..].Trim(), code, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(code, 0, length).Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }
}
