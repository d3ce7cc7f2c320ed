using System.Text.Json.Nodes;

namespace Goji.Records;

/// <summary>Reads and writes the list of open answers as YAML.</summary>
internal static class OpenAnswersYaml
{
    /// <returns>The list; empty where the text is none of this version: then some outcomes are not reported, and nothing else is
    /// lost.</returns>
    public static OpenAnswers Read(byte[] content) => ReadLines(content) ?? ReadAnyYaml(content);

    public static byte[] Write(OpenAnswers answers)
    {
        var text = new PlainYaml();
        text.Line("answers:");
        foreach (var answer in answers.Entries)
        {
            text.Entry("- file", answer.File);
            text.Entry("  run", answer.RunId);
            text.Entry("  commit", answer.Commit);
            text.Entry("  reported", answer.Reported);
        }

        return text.ToBytes();
    }

    /// <summary>Reads the list in the very form that <see cref="Write"/> gives it.</summary>
    private static OpenAnswers? ReadLines(ReadOnlySpan<byte> content)
    {
        var lines = new WrittenLines(content);
        var entries = new List<OpenAnswer>();
        for (var some = lines.Take("answers:"u8); some && lines.Text("- file: "u8) is { Length: > 0 } file;)
        {
            if (lines.Text("  run: "u8) is not { Length: > 0 } run || lines.Text("  commit: "u8) is not { Length: > 0 } commit)
            {
                return null;
            }

            entries.Add(new(file, run, commit) { Reported = lines.Text("  reported: "u8) });
        }

        return lines.AtEnd && !lines.AreForeign ? new(entries) : null;
    }

    private static OpenAnswers ReadAnyYaml(byte[] content)
    {
        try
        {
            var root = new RecordFields(RecordFields.ReadMapping(content), "answers");
            return new([.. root.List("answers").Select(Read)]);
        }
        catch (FormatException)
        {
            return OpenAnswers.None;
        }
    }

    private static OpenAnswer Read(JsonObject node)
    {
        var fields = new RecordFields(node, "file", "run", "commit", "reported");
        return new(fields.Required("file"), fields.Required("run"), fields.Required("commit")) { Reported = fields.Text("reported") };
    }
}
