using System.Text.Json.Nodes;

namespace Goji.Tests.Notifications;

/// <summary>A request that a server has got.</summary>
internal sealed record ApiCall(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public static ApiCall Of(string head, string body)
    {
        var lines = head.Split("\r\n");
        return new(
            lines[0],
            lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
            body);
    }
}
