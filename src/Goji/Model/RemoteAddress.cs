using System.Text.RegularExpressions;

namespace Goji.Model;

/// <summary>The address of a remote: what may be shown of it, and whether it is a folder.</summary>
internal static partial class RemoteAddress
{
    private const string Ssh = "ssh";

    /// <summary>Removes credentials from every address in a text: an address itself, or a message that quotes some.</summary>
    /// <remarks>
    /// What could be a password is removed, also where special characters in it were not escaped and the address means something else to
    /// git.
    /// </remarks>
    public static string WithoutCredentials(string text) =>
        EndOfPasswordWithoutScheme(text) is > 0 and var end ? text[end..] : Address().Replace(text, WithoutCredentials);

    private static string WithoutCredentials(Match match)
    {
        var scheme = match.Groups["scheme"].Value;
        var rest = match.Groups["rest"].Value;
        var end = EndOfUser(rest);

        // Over ssh the name is part of the address (git@) and no secret; over http it may be a token.
        var shownUser = end > 0 && scheme.Contains(Ssh, StringComparison.OrdinalIgnoreCase) ? $"{rest[..(end - 1)].Split(':')[0]}@" : "";
        return $"{scheme}://{shownUser}{rest[end..]}";
    }

    /// <summary>The user name and password in an address, decoded; null where there is none.</summary>
    public static (string User, string Password)? CredentialsIn(string address)
    {
        var match = Address().Match(address);
        if (!match.Success || match.Index > 0 || EndOfUser(match.Groups["rest"].Value) is not (> 0 and var end))
        {
            return null;
        }

        var parts = match.Groups["rest"].Value[..(end - 1)].Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    /// <summary>Refuses an address in which the end of the password is ambiguous, or whose scheme is missing or incomplete.</summary>
    /// <exception cref="GojiUsageException">
    /// The address has a '/' in its password, an '@' in its path, a password and no scheme, or a scheme without <c>//</c>.
    /// </exception>
    public static void RequireClear(string address)
    {
        if (EndOfPasswordWithoutScheme(address) > 0 || SchemeWithoutSlashes().IsMatch(address))
        {
            throw new GojiUsageException(
                $"The address '{WithoutCredentials(address)}' has no scheme. Write it as https://host/path, or for ssh as user@host:path.");
        }

        var match = Address().Match(address);
        var rest = match.Groups["rest"].Value;
        if (IsHttp(address) && EndOfUser(rest) > EndOfAuthority(rest))
        {
            throw new GojiUsageException(
                $"The address '{WithoutCredentials(address)}' is not clear: it has an '@' behind its first '/'. Write special characters " +
                $"in a password, " +
                "and an '@' in a path, with '%' escapes ('/' is %2F, '@' is %40), or set the password as GIT_PASSWORD.");
        }
    }

    /// <summary>Whether an address begins with what looks like the name of a host, as in <c>github.com/me/jobs</c>.</summary>
    public static bool LooksLikeHost(string address) => HostAndPath().IsMatch(address);

    public static bool IsHttp(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address is one for ssh: <c>ssh://host/path</c>, or <c>host:path</c>.</summary>
    public static bool IsSsh(string address)
    {
        var end = address.IndexOf("://", StringComparison.Ordinal);
        return end < 0 ? IsScpForm(address) : address[..end].ToLowerInvariant() is Ssh or "git+ssh" or "ssh+git";
    }

    /// <summary>The folder that an address names, or null where it names another machine.</summary>
    /// <param name="address">A path, <c>file://</c>, or anything that git understands.</param>
    /// <param name="relativeTo">The folder that a relative path starts from.</param>
    public static string? FolderOf(string address, string relativeTo)
    {
        if (address.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            return OperatingSystem.IsWindows() && Uri.TryCreate(address, UriKind.Absolute, out var url)
                ? url.LocalPath
                : PathBehindHost(address["file://".Length..]);
        }

        var isElsewhere = address.Contains("://", StringComparison.Ordinal) || IsScpForm(address);
        return isElsewhere ? null : Path.GetFullPath(address, relativeTo);
    }

    // As git reads it: a host is left out.
    private static string PathBehindHost(string rest) => rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var start
        ? Path.GetFullPath(Uri.UnescapeDataString(rest[start..]))
        : throw new GojiUsageException("The address 'file://' has no path. Write it as file:///path.");

    /// <summary>
    /// Where the host begins in an address with a password and without a scheme, as in <c>user:password@host/path</c>; 0 for any other.
    /// </summary>
    private static int EndOfPasswordWithoutScheme(string address) =>
        PasswordWithoutScheme().Match(address) is { Success: true } match && IsScpForm(address) ? match.Length : 0;

    // As git reads it: a colon before the first slash makes host:path, unless it is a drive letter's.
    private static bool IsScpForm(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var isDrive = OperatingSystem.IsWindows() && colon == 1 && char.IsAsciiLetter(address[0]);
        return colon > 0 && (slash < 0 || colon < slash) && !isDrive;
    }

    /// <summary>Where the host begins: behind the last '@' that may end a password.</summary>
    private static int EndOfUser(string rest)
    {
        var last = rest.LastIndexOf('@');
        var authority = rest[..EndOfAuthority(rest)];
        return last < 0 ? 0
            : last < authority.Length
                || authority.Contains(':', StringComparison.Ordinal)
                || authority.Contains('@', StringComparison.Ordinal)
                ? last + 1
            : 0;
    }

    private static int EndOfAuthority(string rest) => rest.IndexOfAny(['/', '?', '#']) is >= 0 and var end ? end : rest.Length;

    // A text that is an address ends where it ends; one that quotes addresses has blanks between them.
    [GeneratedRegex("""^(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*)://(?<rest>[^\r\n]*)$|(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*)://(?<rest>\S*?)(?=[A-Za-z][A-Za-z0-9+.\-]*://|\s|$)""")]
    private static partial Regex Address();

    // With a user in front of the colon, it is ssh's user@host:path.
    [GeneratedRegex(@"^(?!\w+://)[^:/@\s]+:\S*@(?=\S+$)")]
    private static partial Regex PasswordWithoutScheme();

    [GeneratedRegex(@"^(\w[\w-]*\.)+[A-Za-z]{2,}(:\d+)?/[^/]")]
    private static partial Regex HostAndPath();

    [GeneratedRegex("^https?:(?!//)", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeWithoutSlashes();
}
