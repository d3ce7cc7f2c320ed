using System.Text.Json.Nodes;

namespace Goji.Records;

/// <summary>Reads and writes the list of pending notifications as YAML.</summary>
internal static class PendingNotificationsYaml
{
    /// <returns>The list; empty where the text is none of this version: then some outcomes are not reported, and nothing else is
    /// lost.</returns>
    public static PendingNotifications Read(byte[] content) => ReadLines(content) ?? ReadAnyYaml(content);

    public static byte[] Write(PendingNotifications notifications)
    {
        var text = new PlainYaml();
        text.Line("notifications:");
        foreach (var notification in notifications.Entries)
        {
            text.Entry("- file", notification.File);
            text.Entry("  run", notification.RunId);
            text.Entry("  commit", notification.Commit);
            text.Entry("  reported", notification.Reported);
        }

        return text.ToBytes();
    }

    /// <summary>Reads the list in the very form that <see cref="Write"/> gives it.</summary>
    private static PendingNotifications? ReadLines(ReadOnlySpan<byte> content)
    {
        var lines = new CanonicalLines(content);
        var entries = new List<PendingNotification>();
        for (var some = lines.Take("notifications:"u8); some && lines.Text("- file: "u8) is { Length: > 0 } file;)
        {
            if (lines.Text("  run: "u8) is not { Length: > 0 } run || lines.Text("  commit: "u8) is not { Length: > 0 } commit)
            {
                return null;
            }

            entries.Add(new(file, run, commit) { Reported = lines.Text("  reported: "u8) });
        }

        return lines.AtEnd && !lines.AreForeign ? new(entries) : null;
    }

    private static PendingNotifications ReadAnyYaml(byte[] content)
    {
        try
        {
            var root = new RecordFields(RecordFields.ReadMapping(content), "notifications");
            return new([.. root.List("notifications").Select(Read)]);
        }
        catch (FormatException)
        {
            return PendingNotifications.None;
        }
    }

    private static PendingNotification Read(JsonObject node)
    {
        var fields = new RecordFields(node, "file", "run", "commit", "reported");
        return new(fields.Required("file"), fields.Required("run"), fields.Required("commit")) { Reported = fields.Text("reported") };
    }
}
