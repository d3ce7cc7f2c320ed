using Goji.Model;

namespace Goji.Notifications.Statuses;

/// <summary>GitHub's commit statuses: https://docs.github.com/rest/commits/statuses.</summary>
internal sealed class GitHubStatuses(StatusTarget target, string token) : StatusApi(target)
{
    public override string Needs => "the permission 'Commit statuses: write' for the repository, or the scope 'repo:status'";

    public override HttpRequestMessage RequestOf(CommitStatus status)
    {
        var request = StatusRequest.Post(
            $"{Target.Api}/repos/{UrlPath.Escape(Target.Repository)}/statuses/{status.Commit}",
            new("Bearer", token),
            StatusRequest.GitHubForm(status));
        request.Headers.Accept.Clear();
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        return request;
    }
}
