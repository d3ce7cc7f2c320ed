using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Yaml;

namespace Goji.Records;

/// <summary>The fields of a mapping in one of Goji's own files, all of which must be known.</summary>
internal readonly struct RecordFields
{
    private readonly JsonObject fields;

    public RecordFields(JsonObject fields, params ReadOnlySpan<string> known)
    {
        this.fields = fields;
        foreach (var (name, _) in fields)
        {
            if (!known.Contains(name))
            {
                throw new FormatException($"The field '{name}' is not known to this version of Goji.");
            }
        }
    }

    /// <summary>The one document of a file, which must be a mapping.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static JsonObject ReadMapping(byte[] content)
    {
        try
        {
            var problems = new List<YamlProblem>();
            var documents = YamlDocuments.Read(content, problems).Where(document => document.Root is not null).ToList();
            return problems is [var finding, ..] ? throw new FormatException(Sentence(finding))
                : documents is [{ Root: JsonObject root }] ? root
                : throw new FormatException("It is not one YAML mapping.");
        }
        catch (YamlSyntaxException exception)
        {
            throw new FormatException(Sentence(exception.Problem), exception);
        }
    }

    public string? Text(string name) => fields[name] switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => throw new FormatException($"The field '{name}' is not a text."),
    };

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new FormatException($"The field '{name}' is missing.");

    public DateTimeOffset? Time(string name) => Text(name) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    public IEnumerable<JsonObject> List(string name) => fields[name] switch
    {
        null => [],
        JsonArray array => array.Select(
            item => item as JsonObject ?? throw new FormatException($"The list '{name}' holds something that is not a mapping.")),
        _ => throw new FormatException($"The field '{name}' is not a list."),
    };

    private static string Sentence(YamlProblem finding) => $"Line {finding.Line}: {finding.Text}";
}
