using System.Text.RegularExpressions;

namespace Goji.Tool.Server.Repositories;

/// <summary>The address of a repository in a form in which the addresses for https, ssh and browsers are the same.</summary>
/// <param name="Host">The host; empty where none is named, as by a folder or by <c>owner/name</c>.</param>
/// <param name="Path">The path.</param>
internal sealed partial record RepositoryAddress(string Host, string Path)
{
    public static RepositoryAddress Of(string address)
    {
        var parts = Url().Match(address) is { Success: true } url ? url : Scp().Match(address);
        var host = parts.Success ? parts.Groups["host"].Value.ToLowerInvariant() : "";
        var path = (parts.Success ? parts.Groups["path"].Value : address).Replace('\\', '/').Trim('/');
        path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;

        // Bitbucket Data Center serves https below /scm; Azure DevOps has /_git/ in https addresses and v3/ in ssh ones.
        path = path.Replace("/_git/", "/", StringComparison.Ordinal);
        path = path.StartsWith("scm/", StringComparison.Ordinal) ? path[4..] : path.StartsWith(
            "v3/", StringComparison.Ordinal) ? path[3..] : path;
        return new(host, path.ToLowerInvariant());
    }

    [GeneratedRegex(@"^[a-z+]+://(?:[^@/]*@)?(?<host>[^/:]*)(?::\d+)?/(?<path>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"^(?:[^@/]+@)?(?<host>[^/:@]{2,}):(?<path>.+)$")]
    private static partial Regex Scp();
}
