using Goji.Model;

namespace Goji.Notifications.Statuses;

/// <summary>Chooses the API of a remote's host, with the credentials for it.</summary>
internal static class StatusApis
{
    /// <param name="options">The settings.</param>
    /// <param name="remote">The remote's address.</param>
    /// <param name="problem">Why there are no statuses, as a sentence; empty where there are.</param>
    /// <returns>The API; null where there are no statuses.</returns>
    public static StatusApi? Of(GojiOptions options, string remote, out string problem)
    {
        if (StatusTargets.Of(remote, options.StatusHost, options.StatusApi) is not { } target)
        {
            problem = options.StatusHost is null
                ? $"The kind of the Git host of '{remote}' is not known. Set StatusHost (--status-host), and StatusApi (--status-api) "
                    + $"where the API has another address."
                : $"The address '{remote}' names no repository of a {options.StatusHost} host.";
            return null;
        }

        if (TokenFor(target, options) is not { } token)
        {
            problem = $"There is no token for '{target.Api}'. Set the environment variable GOJI_STATUS_TOKEN.";
            return null;
        }

        problem = "";
        return target.Kind switch
        {
            GitHostKind.GitHub => new GitHubStatuses(target, token),
            GitHostKind.GitLab => new GitLabStatuses(target, token),
            GitHostKind.Gitea => new GiteaStatuses(target, token),
            GitHostKind.Bitbucket => new BitbucketStatuses(target, BitbucketAuthorization(options, token)),
            _ => new AzureStatuses(target, token),
        };
    }

    /// <summary>The token for git goes to the remote's own host alone.</summary>
    private static string? TokenFor(StatusTarget target, GojiOptions options) =>
        options.StatusToken is { Length: > 0 } own ? own
        : !target.IsOfRemote ? null
        : options.Password is { Length: > 0 } password ? password
        : options.Repository is { } address && RemoteAddress.CredentialsIn(address) is { Password.Length: > 0 } found ? found.Password
        : null;

    // An access token stands alone; an API token belongs to a user's mail address.
    private static System.Net.Http.Headers.AuthenticationHeaderValue BitbucketAuthorization(GojiOptions options, string token)
    {
        var username = options.StatusToken is { Length: > 0 } ? null : options.Username;
        return token.Split(':', 2) is [var user, var secret] ? StatusRequest.Basic(user, secret)
            : username is { Length: > 0 } and not "x-token-auth" ? StatusRequest.Basic(username, token)
            : new("Bearer", token);
    }
}
