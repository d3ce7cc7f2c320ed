using Goji.Model;

namespace Goji.Notifications.Statuses;

/// <summary>The commit statuses of Gitea and Forgejo: https://docs.gitea.com/api, repoCreateStatus.</summary>
internal sealed class GiteaStatuses(StatusTarget target, string token) : IStatusApi
{
    public Uri Address => new(target.Api);

    public string Needs => "the scope 'write:repository'";

    public HttpRequestMessage RequestOf(CommitStatus status) => StatusRequest.Post(
        $"{target.Api}/repos/{UrlPath.Escape(target.Repository)}/statuses/{status.Commit}",
        new("token", token),
        StatusRequest.GitHubForm(status));
}
