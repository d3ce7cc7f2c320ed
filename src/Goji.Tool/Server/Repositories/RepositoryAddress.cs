using Goji.Model;

namespace Goji.Tool.Server.Repositories;

/// <summary>The address of a repository in a form in which the addresses for https, ssh and browsers are the same.</summary>
/// <param name="Host">The host; empty where none is named, as by a folder or by <c>owner/name</c>.</param>
/// <param name="Path">The path in small letters.</param>
internal sealed record RepositoryAddress(string Host, string Path)
{
    public static RepositoryAddress Of(string address) =>
        RemoteUrlParts.Of(address) is { } place
            ? new(place.Host, string.Join('/', Compared(place)).ToLowerInvariant())
            : new("", PathOf(address).ToLowerInvariant());

    // Azure DevOps has /_git/ in web addresses, and Bitbucket Data Center serves https below /scm.
    private static string[] Compared(RemoteUrlParts place) => place.Segments switch
    {
        [.. var before, "_git", var name] => [.. before, name],
        [.. var before, "scm", var project, var name] when place.IsHttp => [.. before, project, name],
        var segments => [.. segments],
    };

    private static string PathOf(string address)
    {
        const string File = "file://";
        var path = address.StartsWith(File, StringComparison.OrdinalIgnoreCase) ? address[File.Length..] : address;
        path = path.Replace('\\', '/').Trim('/');
        return path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
    }
}
