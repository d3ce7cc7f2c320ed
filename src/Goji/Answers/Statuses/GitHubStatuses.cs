using System.Text.Json.Nodes;
using Goji.Ports.Answers;

namespace Goji.Answers.Statuses;

/// <summary>GitHub's commit statuses: https://docs.github.com/rest/commits/statuses.</summary>
internal sealed class GitHubStatuses(StatusTarget target, string token) : IStatusApi
{
    public string Needs => "the permission 'Commit statuses: write' for the repository, or the scope 'repo:status'";

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

        var request = StatusRequest.Post(
            $"{target.Api}/repos/{StatusRequest.Escaped(target.Repository)}/statuses/{status.Commit}", new("Bearer", token), body);
        request.Headers.Accept.Clear();
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        return request;
    }
}
