using Goji.Model;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>The pages of a repository at its Git host, derived from the address of the remote.</summary>
/// <remarks>A host is recognized by its name and its paths. An unknown host has no links.</remarks>
internal sealed class HostLinks
{
    private static readonly (string[] Names, Func<RemotePlace, HostLinks?> Make)[] Hosts =
    [
        (
            ["gitlab"],
            place => new(PageOf(place) + "/-", "commit", "/blob/{commit}/{path}", "/commits/{branch}/{path}")),
        (
            ["gitea", "forgejo", "codeberg"],
            place => new(
                PageOf(place), "commit", "/src/commit/{commit}/{path}", "/commits/branch/{branch}/{path}")),
        (["github"], place => new(PageOf(place), "commit", "/blob/{commit}/{path}", "/commits/{branch}/{path}")),
        (
            ["bitbucket"],
            place => new(PageOf(place), "commits", "/src/{commit}/{path}", "/history-node/{branch}/{path}")),
    ];

    private readonly string repository;
    private readonly string commit;
    private readonly string file;
    private readonly string history;

    private HostLinks(string repository, string commit, string file, string history)
    {
        this.repository = repository;
        this.commit = commit;
        this.file = file;
        this.history = history;
    }

    /// <param name="remote">The address of the remote, without credentials.</param>
    /// <returns>The links; null where the host is not known.</returns>
    public static HostLinks? Of(string remote)
    {
        if (RemotePlace.Of(remote) is not { } place)
        {
            return null;
        }

        return Azure(place) ?? (place.Segments is not [_, _, ..] ? null
            : BitbucketDataCenter(place)
                ?? Hosts.FirstOrDefault(
                    host => host.Names.Any(
                        name => place.Host.Split('.').Any(label => label.Contains(name, StringComparison.Ordinal)))).Make?.Invoke(place));
    }

    /// <summary>The page of a commit.</summary>
    public string Commit(string id) => $"{repository}/{commit}/{id}";

    /// <summary>The page of a file of a commit.</summary>
    public string File(string id, string path) => Fill(file, id, "", path);

    /// <summary>The page of the commits that have changed a file of a branch.</summary>
    public string History(string branch, string path) => Fill(history, "", branch, path);

    private string Fill(string form, string id, string branch, string path) => repository + form
        .Replace("{commit}", id, StringComparison.Ordinal)
        .Replace("{branch}", UrlPath.Escape(branch), StringComparison.Ordinal)
        .Replace("{path}", UrlPath.Escape(path), StringComparison.Ordinal);

    private static string PageOf(RemotePlace place) => $"{place.Server}/{UrlPath.Escape(place.Segments)}";

    /// <summary><c>https://bitbucket.example.com/scm/project/repository.git</c>.</summary>
    private static HostLinks? BitbucketDataCenter(RemotePlace place) =>
        place.Segments.ToArray() is [.. var before, "scm", var project, var name] && place.IsHttp
            ? new(
                $"{place.Server}/{UrlPath.Escape([.. before, "projects", project, "repos", name])}",
                "commits",
                "/browse/{path}?at={commit}",
                "/commits?until={branch}&path={path}")
            : null;

    /// <summary>
    /// <c>https://dev.azure.com/organization/project/_git/repository</c>, the same of a server or of an older host, and
    /// <c>git@ssh.dev.azure.com:v3/organization/project/repository</c>.
    /// </summary>
    private static HostLinks? Azure(RemotePlace place)
    {
        var address = place.Segments.ToArray() switch
        {
            ["v3", var organization, var project, var name] when place.Host == "ssh.dev.azure.com" =>
                $"https://dev.azure.com/{UrlPath.Escape([organization, project, "_git", name])}",
            [.., "_git", _] when place.IsHttp => PageOf(place),
            _ => null,
        };
        return address is null
            ? null
            : new(address, "commit", "?path=/{path}&version=GC{commit}", "?path=/{path}&version=GB{branch}&_a=history");
    }
}
