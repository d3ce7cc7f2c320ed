using Goji.Model;

namespace Goji.Notifications.Statuses;

/// <summary>Derives from a remote's address where the statuses of its commits are set.</summary>
internal static class StatusTargets
{
    private const string AzureHost = "dev.azure.com";

    /// <param name="address">The remote's address.</param>
    /// <param name="kind">The kind of the host, where the settings name it.</param>
    /// <param name="api">The address of the API, where the settings name it.</param>
    /// <returns>The target; null for a remote whose host is not known.</returns>
    public static StatusTarget? Of(string address, GitHostKind? kind, string? api)
    {
        if (RemoteUrlParts.Of(address) is not { } place
            || (kind ?? KindOf(GitHosts.Of(place, named: null))) is not { } host
            || RepositoryIn(Below(place, host, api), host) is not { } repository)
        {
            return null;
        }

        var derived = ApiOf(place, host);
        var used = (api ?? derived).TrimEnd('/');
        return new(host, used, repository)
        {
            IsOfRemote = place.IsHttp && (IsSameServer(used, derived) || IsSameServer(used, place.Server)),
        };
    }

    /// <summary>A GitLab that is installed below a folder of its server has that folder in its API's address too.</summary>
    private static RemoteUrlParts Below(RemoteUrlParts place, GitHostKind kind, string? api)
    {
        if (kind != GitHostKind.GitLab || api is null)
        {
            return place;
        }

        var folder = new Uri(api).AbsolutePath.Split("/api/")[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return place.Segments.Take(folder.Length).SequenceEqual(folder)
            ? place with { Segments = [.. place.Segments.Skip(folder.Length)] }
            : place;
    }

    private static GitHostKind? KindOf(GitHostSoftware? software) => software switch
    {
        GitHostSoftware.GitHub => GitHostKind.GitHub,
        GitHostSoftware.GitLab => GitHostKind.GitLab,
        GitHostSoftware.Gitea => GitHostKind.Gitea,
        GitHostSoftware.BitbucketCloud => GitHostKind.Bitbucket,
        GitHostSoftware.AzureDevOps => GitHostKind.Azure,
        _ => null,
    };

    private static string ApiOf(RemoteUrlParts place, GitHostKind kind) => (kind, place.Host) switch
    {
        (GitHostKind.GitHub, "github.com") => "https://api.github.com",
        (GitHostKind.GitHub, var host) when host.EndsWith(".ghe.com", StringComparison.Ordinal) => $"https://api.{host}",
        (GitHostKind.GitHub, _) => $"{place.Server}/api/v3",
        (GitHostKind.GitLab, _) => $"{place.Server}/api/v4",
        (GitHostKind.Gitea, _) => $"{place.Server}/api/v1",
        (GitHostKind.Bitbucket, "bitbucket.org") => "https://api.bitbucket.org/2.0",
        _ => place.Server,
    };

    private static string? RepositoryIn(RemoteUrlParts place, GitHostKind kind) => kind switch
    {
        GitHostKind.Azure => AzureRepository(place),
        GitHostKind.GitLab => place.Segments.Length >= 2 ? string.Join('/', place.Segments) : null,

        // A host below a folder of its server, such as https://example.com/git/owner/name.
        _ => place.Segments.Length >= 2 ? string.Join('/', place.Segments.TakeLast(2)) : null,
    };

    // https://dev.azure.com/org/project/_git/name, https://org.visualstudio.com/project/_git/name.
    private static string? AzureRepository(RemoteUrlParts place)
    {
        if (place.Segments is not [.. var before, "_git", var repository])
        {
            return null;
        }

        // The repository of a project's own name is addressed without the project.
        var hasProject = before.Length > (place.Host == AzureHost ? 1 : 0)
            && !(before is [var only] && only.Equals("DefaultCollection", StringComparison.OrdinalIgnoreCase));
        return string.Join('/', hasProject ? [.. before, repository] : [.. before, repository, repository]);
    }

    private static bool IsSameServer(string one, string other) =>
        Uri.Compare(new(one), new(other), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
