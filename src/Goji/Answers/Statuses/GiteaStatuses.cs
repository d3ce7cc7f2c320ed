using System.Text.Json.Nodes;
using Goji.Ports.Answers;

namespace Goji.Answers.Statuses;

/// <summary>The commit statuses of Gitea and Forgejo: https://docs.gitea.com/api, repoCreateStatus.</summary>
internal sealed class GiteaStatuses(StatusTarget target, string token) : IStatusApi
{
    public string Needs => "the scope 'write:repository'";

    public HttpRequestMessage RequestOf(CommitStatus status)
    {
        var body = new JsonObject
        {
            ["state"] = status.State switch
            {
                AnswerState.Succeeded => "success",
                AnswerState.Failed => "failure",
                AnswerState.Unknown => "error",
                _ => "pending",
            },
            ["description"] = status.Description,
            ["context"] = status.Context,
        };
        if (status.Link is { } link)
        {
            body["target_url"] = link;
        }

        return StatusRequest.Post(
            $"{target.Api}/repos/{StatusRequest.Escaped(target.Repository)}/statuses/{status.Commit}", new("token", token), body);
    }
}
