using System.Net;
using System.Text.Json.Nodes;
using Goji.Notifications.Http;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Statuses;

/// <summary>GitLab's commit statuses: https://docs.gitlab.com/api/commits/#set-commit-pipeline-status.</summary>
internal sealed class GitLabStatuses(StatusTarget target, string token) : StatusApi(target)
{
    public override string Needs => "the scope 'api' and the role Developer";

    public override HttpRequestMessage RequestOf(CommitStatus status)
    {
        var body = new JsonObject
        {
            ["state"] = status.State switch
            {
                NotificationState.Held => "pending",
                NotificationState.Running => "running",
                NotificationState.Succeeded => "success",
                _ => "failed",
            },
            ["name"] = status.Context,
            ["description"] = status.Description,
        };
        if (status.Link is { } link)
        {
            body["target_url"] = link;
        }

        return StatusRequest.Post(
            $"{Target.Api}/projects/{Uri.EscapeDataString(Target.Repository)}/statuses/{status.Commit}", new("Bearer", token), body);
    }

    // GitLab refuses a status that the commit has already.
    public override SendResultKind? Judge(HttpStatusCode status, string body) =>
        status == HttpStatusCode.BadRequest && body.Contains("Cannot transition status", StringComparison.Ordinal)
            ? SendResultKind.Delivered
            : null;
}
