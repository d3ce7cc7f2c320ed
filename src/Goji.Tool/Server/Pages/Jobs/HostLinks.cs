using Goji.Model;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>The pages of a repository at its Git host, derived from the address of the remote.</summary>
/// <remarks>An unknown host has no links.</remarks>
internal sealed class HostLinks
{
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
    /// <param name="kind">The kind of the host that the settings name; null for none.</param>
    /// <returns>The links; null where the host is not known.</returns>
    public static HostLinks? Of(string remote, GitHostKind? kind = null) =>
        RemoteUrlParts.Of(remote) is { Segments: [_, .., _] } place && GitHosts.Of(place, kind) is { } software
            ? Of(place, software)
            : null;

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

    private static HostLinks? Of(RemoteUrlParts place, GitHostSoftware software)
    {
        var page = $"{place.Server}/{UrlPath.Escape(place.Segments)}";
        return software switch
        {
            GitHostSoftware.GitHub => new(page, "commit", "/blob/{commit}/{path}", "/commits/{branch}/{path}"),
            GitHostSoftware.GitLab => new(page + "/-", "commit", "/blob/{commit}/{path}", "/commits/{branch}/{path}"),
            GitHostSoftware.Gitea => new(page, "commit", "/src/commit/{commit}/{path}", "/commits/branch/{branch}/{path}"),
            GitHostSoftware.BitbucketCloud => new(page, "commits", "/src/{commit}/{path}", "/history-node/{branch}/{path}"),
            GitHostSoftware.BitbucketDataCenter => BitbucketDataCenter(place),
            _ => place.Segments is [.., "_git", _]
                ? new(page, "commit", "?path=/{path}&version=GC{commit}", "?path=/{path}&version=GB{branch}&_a=history")
                : null,
        };
    }

    /// <summary>
    /// <c>https://host/scm/project/repository</c>, or for ssh <c>project/repository</c>. A person's project is <c>~name</c>.
    /// </summary>
    private static HostLinks BitbucketDataCenter(RemoteUrlParts place)
    {
        var (before, project, name) = place.Segments switch
        {
            [.. var folders, "scm", var key, var repository] => (folders, key, repository),
            [.. var folders, var key, var repository] => (folders, key, repository),
            _ => throw new ArgumentException("The path has no project.", nameof(place)),
        };
        string[] owner = project is ['~', .. var user] ? ["users", user] : ["projects", project];
        return new(
            $"{place.Server}/{UrlPath.Escape([.. before, .. owner, "repos", name])}",
            "commits",
            "/browse/{path}?at={commit}",
            "/commits?until={branch}&path={path}");
    }
}
