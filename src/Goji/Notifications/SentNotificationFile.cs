using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Notifications;

/// <summary>
/// Keeps what was reported in the clone, so that the next pass on the same clone does not report it again. It is a convenience: without it,
/// some reports are repeated.
/// </summary>
internal sealed class SentNotificationFile(string path)
{
    public IReadOnlyList<SentNotification>? Read()
    {
        try
        {
            return File.Exists(path) && JsonNode.Parse(File.ReadAllText(path)) is JsonArray items
                ? [.. items.OfType<JsonObject>().Select(Read)]
                : null;
        }
        catch (Exception failure) when (failure is IOException
            or UnauthorizedAccessException
            or JsonException
            or InvalidOperationException
            or FormatException)
        {
            return null;
        }
    }

    public void Write(IReadOnlyList<SentNotification> entries)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(temporary, new JsonArray([.. entries.Select(Write)]).ToJsonString());
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The reports are repeated.
        }
    }

    private static SentNotification Read(JsonObject item) => new(
        Text(item, "channel"),
        Text(item, "file"),
        Text(item, "run"),
        Text(item, "word"),
        Text(item, "reason"),
        DateTimeOffset.Parse(Text(item, "at"), CultureInfo.InvariantCulture));

    private static JsonNode Write(SentNotification entry) => new JsonObject
    {
        ["channel"] = entry.Channel,
        ["file"] = entry.File,
        ["run"] = entry.Run,
        ["word"] = entry.Word,
        ["reason"] = entry.Reason,
        ["at"] = entry.At.ToString("O", CultureInfo.InvariantCulture),
    };

    private static string Text(JsonObject item, string name) =>
        item[name]?.GetValue<string>() ?? throw new FormatException($"'{name}' is missing.");
}
