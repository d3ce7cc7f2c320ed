using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Model;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Statuses;

/// <summary>
/// The build statuses of Bitbucket Cloud: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses.
/// </summary>
internal sealed class BitbucketStatuses(StatusTarget target, AuthenticationHeaderValue authorization) : StatusApi(target)
{
    public override string Needs => "the scope 'repository:write', for an API token 'write:repository:bitbucket'";

    public override HttpRequestMessage RequestOf(CommitStatus status) => StatusRequest.Post(
        $"{Target.Api}/repositories/{UrlPath.Escape(Target.Repository)}/commit/{status.Commit}/statuses/build",
        authorization,
        new JsonObject
        {
            ["key"] = KeyOf(status.Context),
            ["state"] = status.State switch
            {
                NotificationState.Succeeded => "SUCCESSFUL",
                NotificationState.Failed => "FAILED",
                NotificationState.Unknown => "STOPPED",
                _ => "INPROGRESS",
            },
            ["name"] = status.Context,
            ["description"] = status.Description,

            // It is required.
            ["url"] = status.Link ?? $"https://bitbucket.org/{UrlPath.Escape(Target.Repository)}/commits/{status.Commit}",
        });

    // A key has 40 characters at most.
    private static string KeyOf(string context) =>
        $"goji-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)))[..32]}";
}
