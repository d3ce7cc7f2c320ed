using System.Text;
using System.Text.Json.Nodes;

namespace Goji.Notifications.Messages;

/// <summary>
/// Messages for webhooks of Microsoft Teams, as Adaptive Cards:
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using.
/// </summary>
internal sealed class TeamsMessages : IMessageForm
{
    private const int MaxLog = 4000;

    public HttpRequestMessage RequestOf(Uri address, JobMessage message)
    {
        var body = new List<JsonNode> { Block(message.Title, ("weight", "Bolder"), ("size", "Medium")) };
        if (message.Reason.Length > 0)
        {
            body.Add(Block(message.Reason));
        }

        if (message.Log.Count > 0)
        {
            body.Add(Block(MessageLog.Of(message.Log, MaxLog).Replace("\n", "\n\n", StringComparison.Ordinal), ("fontType", "Monospace")));
        }

        body.Add(new JsonObject
        {
            ["type"] = "FactSet",
            ["facts"] = new JsonArray(
                Fact("Repository", message.Repository),
                Fact("Run", message.Notification.RunId),
                Fact("Commit", message.Notification.Commit)),
        });
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray([.. body]),
        };
        if (message.Link is { } link)
        {
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open", ["url"] = link });
        }

        var envelope = new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
        return new(HttpMethod.Post, address) { Content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json") };
    }

    private static JsonObject Block(string text, params ReadOnlySpan<(string Name, string Value)> more)
    {
        // The texts are Markdown to Teams, and what a job wrote must not become a link.
        var block = new JsonObject
        { ["type"] = "TextBlock", ["text"] = text.Replace("[", "\\[", StringComparison.Ordinal), ["wrap"] = true };
        foreach (var (name, value) in more)
        {
            block[name] = value;
        }

        return block;
    }

    private static JsonObject Fact(string title, string value) => new() { ["title"] = title, ["value"] = value };
}
