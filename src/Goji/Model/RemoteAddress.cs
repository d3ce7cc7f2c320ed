using System.Text.RegularExpressions;

namespace Goji.Model;

/// <summary>The address of a remote: what may be shown of it, and whether it is a folder.</summary>
internal static partial class RemoteAddress
{
    private const string Ssh = "ssh";

    /// <summary>Removes credentials from every address in a text: an address itself, or a message that quotes some.</summary>
    public static string WithoutCredentials(string text) =>
        AddressWithUser().Replace(text, match =>
        {
            var scheme = match.Groups["scheme"].Value;
            var user = match.Groups["user"].Value;

            // Over ssh the name is part of the address (git@) and no secret; over http a token often stands in its place.
            return scheme.Contains(Ssh, StringComparison.OrdinalIgnoreCase)
                ? $"{scheme}://{user.Split(':')[0]}@"
                : $"{scheme}://";
        });

    /// <summary>The user name and password in an address, decoded; null where there is none.</summary>
    public static (string User, string Password)? CredentialsIn(string address)
    {
        var match = AddressWithUser().Match(address);
        if (!match.Success || match.Index > 0)
        {
            return null;
        }

        var parts = match.Groups["user"].Value.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    public static bool IsHttp(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder that an address names, or null where it names another machine.</summary>
    /// <param name="address">A path, <c>file://</c>, or anything that git understands.</param>
    /// <param name="relativeTo">The folder that a relative path starts from.</param>
    public static string? FolderOf(string address, string relativeTo)
    {
        if (address.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            return new Uri(address).LocalPath;
        }

        var isElsewhere = address.Contains("://", StringComparison.Ordinal) || IsScpForm(address);
        return isElsewhere ? null : Path.GetFullPath(address, relativeTo);
    }

    // As git reads it: a colon before the first slash makes host:path, unless it is a drive letter's.
    private static bool IsScpForm(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var isDrive = OperatingSystem.IsWindows() && colon == 1 && char.IsAsciiLetter(address[0]);
        return colon > 0 && (slash < 0 || colon < slash) && !isDrive;
    }

    [GeneratedRegex("""(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*)://(?<user>[^\s/'"<>]*)@""")]
    private static partial Regex AddressWithUser();
}
