using System.Text.Json.Nodes;
using Goji.Model;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Statuses;

/// <summary>The commit statuses of Azure DevOps: https://learn.microsoft.com/rest/api/azure/devops/git/statuses/create.</summary>
internal sealed class AzureStatuses(StatusTarget target, string token) : StatusApi(target)
{
    public override string Needs => "the scope 'Code (status)'";

    public override HttpRequestMessage RequestOf(CommitStatus status)
    {
        var context = status.Context.Split('/', 2);
        var body = new JsonObject
        {
            ["state"] = status.State switch
            {
                NotificationState.Succeeded => "succeeded",
                NotificationState.Failed => "failed",
                NotificationState.Unknown => "error",
                _ => "pending",
            },
            ["description"] = status.Description,
            ["context"] = context is [var genre, var name]
                ? new JsonObject { ["name"] = name, ["genre"] = genre }
                : new JsonObject { ["name"] = status.Context },
        };
        if (status.Link is { } link)
        {
            body["targetUrl"] = link;
        }

        var slash = Target.Repository.LastIndexOf('/');
        var (project, repository) = (
            UrlPath.Escape(Target.Repository[..slash]), Uri.EscapeDataString(Target.Repository[(slash + 1)..]));
        return StatusRequest.Post(
            $"{Target.Api}/{project}/_apis/git/repositories/{repository}/commits/{status.Commit}/statuses?api-version=7.1",
            StatusRequest.Basic("", token), body);
    }
}
