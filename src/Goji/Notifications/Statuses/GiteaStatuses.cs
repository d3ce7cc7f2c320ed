using Goji.Model;

namespace Goji.Notifications.Statuses;

/// <summary>The commit statuses of Gitea and Forgejo: https://docs.gitea.com/api, repoCreateStatus.</summary>
internal sealed class GiteaStatuses(StatusTarget target, string token) : StatusApi(target)
{
    public override string Needs => "the scope 'write:repository'";

    public override HttpRequestMessage RequestOf(CommitStatus status) => StatusRequest.Post(
        $"{Target.Api}/repos/{UrlPath.Escape(Target.Repository)}/statuses/{status.Commit}",
        new("token", token),
        StatusRequest.GitHubForm(status));
}
