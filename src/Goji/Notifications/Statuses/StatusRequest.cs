using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Statuses;

/// <summary>Puts requests together.</summary>
internal static class StatusRequest
{
    public static HttpRequestMessage Post(string address, AuthenticationHeaderValue authorization, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    /// <summary>A status in the form of GitHub, which Gitea and Forgejo have taken over.</summary>
    public static JsonObject GitHubForm(CommitStatus status)
    {
        var body = new JsonObject
        {
            ["state"] = status.State switch
            {
                NotificationState.Succeeded => "success",
                NotificationState.Failed => "failure",
                NotificationState.Unknown => "error",
                _ => "pending",
            },
            ["description"] = status.Description,
            ["context"] = status.Context,
        };
        if (status.Link is { } link)
        {
            body["target_url"] = link;
        }

        return body;
    }

    public static AuthenticationHeaderValue Basic(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
}
