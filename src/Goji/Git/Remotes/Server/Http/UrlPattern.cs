namespace Goji.Git.Remotes.Server.Http;

/// <summary>
/// Matches an address with the <c>url</c> of a setting <c>http.url.name</c>, as git does: scheme, host and port must be the same, the path
/// begins alike.
/// </summary>
internal static class UrlPattern
{
    // What a star is read as: it is no part of a host's name for .NET.
    private const string AnyPart = "any-part-of-a-name";

    /// <summary>How well a pattern fits; null where it does not. A longer path fits better.</summary>
    public static int? Match(string pattern, Uri address)
    {
        if (!Uri.TryCreate(pattern.Replace("*", AnyPart, StringComparison.Ordinal), UriKind.Absolute, out var expected)
            || !expected.Scheme.Equals(address.Scheme, StringComparison.OrdinalIgnoreCase)
            || expected.Port != address.Port
            || !IsHost(expected.Host, address.Host)
            || (expected.UserInfo.Length > 0 && expected.UserInfo.Split(':')[0] != address.UserInfo.Split(':')[0]))
        {
            return null;
        }

        var folder = expected.AbsolutePath.TrimEnd('/');
        return address.AbsolutePath.Equals(folder, StringComparison.Ordinal)
            || address.AbsolutePath.StartsWith(folder + "/", StringComparison.Ordinal)
            ? folder.Length
            : null;
    }

    // A star matches one part of a host's name.
    private static bool IsHost(string pattern, string host)
    {
        var expected = pattern.Split('.');
        var parts = host.Split('.');
        return expected.Length == parts.Length
            && expected.Zip(parts).All(pair => pair.First == AnyPart || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
