namespace Goji.Model;

/// <summary>Recognizes the software of a Git host by the address of a repository.</summary>
internal static class GitHosts
{
    private static readonly Dictionary<string, GitHostSoftware> Known = new()
    {
        ["github.com"] = GitHostSoftware.GitHub,
        ["gitlab.com"] = GitHostSoftware.GitLab,
        ["codeberg.org"] = GitHostSoftware.Gitea,
        ["gitea.com"] = GitHostSoftware.Gitea,
        ["bitbucket.org"] = GitHostSoftware.BitbucketCloud,
        ["dev.azure.com"] = GitHostSoftware.AzureDevOps,
    };

    private static readonly Dictionary<string, GitHostSoftware> Words = new()
    {
        ["github"] = GitHostSoftware.GitHub,
        ["gitlab"] = GitHostSoftware.GitLab,
        ["gitea"] = GitHostSoftware.Gitea,
        ["forgejo"] = GitHostSoftware.Gitea,
        ["bitbucket"] = GitHostSoftware.BitbucketDataCenter,
    };

    /// <param name="place">The place of the repository.</param>
    /// <param name="named">The kind that the settings name; null for none.</param>
    /// <returns>The software; null where neither the settings nor the address show it.</returns>
    public static GitHostSoftware? Of(RemoteUrlParts place, GitHostKind? named)
    {
        var seen = Of(place);
        return named switch
        {
            GitHostKind.GitHub => GitHostSoftware.GitHub,
            GitHostKind.GitLab => GitHostSoftware.GitLab,
            GitHostKind.Gitea => GitHostSoftware.Gitea,
            GitHostKind.Bitbucket => seen == GitHostSoftware.BitbucketDataCenter ? seen : GitHostSoftware.BitbucketCloud,
            GitHostKind.Azure => GitHostSoftware.AzureDevOps,
            _ => seen,
        };
    }

    private static GitHostSoftware? Of(RemoteUrlParts place) =>
        Known.TryGetValue(place.Host, out var known) ? known
        : place.Host.EndsWith(".visualstudio.com", StringComparison.Ordinal) || place.Segments is [.., "_git", _]
            ? GitHostSoftware.AzureDevOps
        : place.Host.EndsWith(".ghe.com", StringComparison.Ordinal) ? GitHostSoftware.GitHub
        : place.IsHttp && place.Segments is [.., "scm", _, _] ? GitHostSoftware.BitbucketDataCenter
        : ByName(place.Host);

    /// <summary>By a word of the name, the part for the machine first: <c>gitlab.example.com</c>, <c>our-gitlab2.example.com</c>.</summary>
    private static GitHostSoftware? ByName(string host)
    {
        foreach (var word in host.Split('.', '-').Select(word => word.TrimEnd("0123456789".ToCharArray())))
        {
            if (Words.TryGetValue(word, out var software))
            {
                return software;
            }
        }

        return null;
    }
}
