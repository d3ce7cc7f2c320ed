using System.Globalization;
using System.Text.Json.Nodes;

namespace Goji.Records;

/// <summary>Reads and writes the index of open work as YAML.</summary>
internal static class OpenWorkYaml
{
    /// <returns>The index; nothing where the text is none of this version: all that it holds can be found again.</returns>
    public static OpenWork Read(byte[] content) => ReadLines(content) ?? ReadAnyYaml(content);

    /// <summary>Reads the index in the very form that <see cref="Write"/> gives it, which is quick however many jobs are open.</summary>
    private static OpenWork? ReadLines(ReadOnlySpan<byte> content)
    {
        var lines = new CanonicalLines(content);
        var files = new List<string>();
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var returns = new List<ClaimReturn>();
        for (var some = lines.Take("files:"u8); some && lines.Text("- file: "u8) is { Length: > 0 } file;)
        {
            files.Add(file);
            if (lines.Text("  groups: "u8) is { } names)
            {
                groups[file] = Split(names);
            }
        }

        for (var some = lines.Take("returned:"u8); some && lines.Text("- file: "u8) is { Length: > 0 } file;)
        {
            if (lines.Text("  content: "u8) is not { } id
                || lines.Time("  at: "u8) is not { } at
                || lines.Number("  times: "u8) is not { } times)
            {
                return null;
            }

            returns.Add(new(file, id, at, times, lines.Text("  reason: "u8) ?? ""));
        }

        return lines.AtEnd && !lines.AreForeign ? new(files, returns) { Groups = groups } : null;
    }

    private static OpenWork ReadAnyYaml(byte[] content)
    {
        try
        {
            var root = new RecordFields(RecordFields.ReadMapping(content), "files", "returned");
            List<RecordFields> files = [.. root.List("files").Select(node => new RecordFields(node, "file", "groups"))];
            return new([.. files.Select(file => file.Required("file"))], [.. root.List("returned").Select(ReadReturn)])
            {
                Groups = files.Where(file => file.Text("groups") is not null).ToDictionary(
                    file => file.Required("file"),
                    file => (IReadOnlyList<string>)Split(file.Text("groups")!),
                    StringComparer.Ordinal),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return OpenWork.None;
        }
    }

    public static byte[] Write(OpenWork work)
    {
        var text = new PlainYaml();
        if (work.Files.Count > 0)
        {
            text.Line("files:");
        }

        foreach (var file in work.Files)
        {
            text.Entry("- file", file);
            text.Entry("  groups", work.GroupsOf(file) is [_, ..] groups ? string.Join(", ", groups) : null);
        }

        if (work.Returns.Count > 0)
        {
            text.Line("returned:");
        }

        foreach (var claim in work.Returns)
        {
            text.Entry("- file", claim.File);
            text.Entry("  content", claim.Content);
            text.Entry("  at", claim.At);
            text.Entry("  times", claim.Times);
            text.Entry("  reason", claim.Reason);
        }

        return text.ToBytes();
    }

    private static string[] Split(string names) =>
        names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ClaimReturn ReadReturn(JsonObject node)
    {
        var fields = new RecordFields(node, "file", "content", "at", "times", "reason");
        return new(
            fields.Required("file"),
            fields.Required("content"),
            fields.Time("at") ?? throw new FormatException("A returned claim has no time."),
            int.Parse(fields.Required("times"), NumberStyles.None, CultureInfo.InvariantCulture),
            fields.Text("reason") ?? "");
    }
}
