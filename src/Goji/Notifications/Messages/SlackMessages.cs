using System.Text;
using System.Text.Json.Nodes;

namespace Goji.Notifications.Messages;

/// <summary>
/// Messages for Slack's incoming webhooks, in Block Kit: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.
/// </summary>
internal sealed class SlackMessages : IMessageForm
{
    // A section takes 3,000 characters, which escapes may triple and more.
    private const int MaxLog = 500;

    public HttpRequestMessage RequestOf(Uri address, JobMessage message)
    {
        var reason = message.Reason.Length > 0 ? $"\n{Escaped(message.Reason)}" : "";
        var blocks = new List<JsonNode> { Section($"*{Escaped(message.Title)}*{reason}") };
        if (message.Log.Count > 0)
        {
            blocks.Add(Section($"```{Escaped(MessageLog.Of(message.Log, MaxLog))}```"));
        }

        blocks.Add(new JsonObject
        {
            ["type"] = "context",
            ["elements"] = new JsonArray(
                Text("mrkdwn", $"{Escaped(message.Repository)}, run {message.Notification.RunId}, commit {message.Notification.Commit}")),
        });
        if (message.Link is { } link)
        {
            blocks.Add(new JsonObject
            {
                ["type"] = "actions",
                ["elements"] = new JsonArray(
                    new JsonObject { ["type"] = "button", ["text"] = Text("plain_text", "Open"), ["url"] = link }),
            });
        }

        return new(HttpMethod.Post, address)
        {
            Content = new StringContent(
                new JsonObject { ["text"] = Escaped(message.Title), ["blocks"] = new JsonArray([.. blocks]) }.ToJsonString(),
                Encoding.UTF8,
                "application/json"),
        };
    }

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Text("mrkdwn", text) };

    private static JsonObject Text(string type, string text) => new() { ["type"] = type, ["text"] = text };

    // What a job wrote must not mention people or become a link.
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("```", "'''", StringComparison.Ordinal);
}
