using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Goji.Yaml.Writing;

/// <summary>Writes JSON values as YAML that kubectl and Goji read as the same values.</summary>
internal static class YamlWriter
{
    private static readonly EmitterSettings Settings = new(
        bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 128, skipAnchorName: true, indentSequences: false,
        newLine: "\n");

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one document without a line <c>---</c>. It ends with a line end.</summary>
    public static string Write(JsonNode root)
    {
        var text = Emit(root);

        // JSON is YAML too. It is written for what the emitter does not get right.
        return IsSame(text, root) ? text : Json(root);
    }

    /// <summary>Writes one document as indented JSON.</summary>
    public static string Json(JsonNode root) => root.ToJsonString(Readable) + "\n";

    private static bool IsSame(string text, JsonNode root)
    {
        try
        {
            var problems = new List<YamlProblem>();
            return YamlDocuments.Read(System.Text.Encoding.UTF8.GetBytes(text), problems).ToList() is [{ Root: var read }]
                && problems.Count == 0 && JsonNode.DeepEquals(read, root);
        }
        catch (YamlSyntaxException)
        {
            return false;
        }
    }

    private static string Emit(JsonNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping:
                emitter.Emit(
                    new MappingStart(
                        AnchorName.Empty, TagName.Empty, isImplicit: true, mapping.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in mapping)
                {
                    emitter.Emit(Text(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray sequence:
                emitter.Emit(
                    new SequenceStart(
                        AnchorName.Empty, TagName.Empty, isImplicit: true, sequence.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in sequence)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(Text(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(Plain(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    private static Scalar Text(string text) =>
        text.Contains('\n', StringComparison.Ordinal) ? Styled(text, ScalarStyle.Literal)
        : IsText(text) ? Plain(text)
        : Styled(text, ScalarStyle.DoubleQuoted);

    // Whether the text is a string without quotes. The emitter itself adds quotes where the syntax demands them.
    private static bool IsText(string text) =>
        text.Length > 0
            && YamlScalars.TryResolve(new YamlNode.Scalar(0, 0, "", implicitPlain: true, text), out var value)
            && value is string;

    private static Scalar Plain(string text) => Styled(text, ScalarStyle.Plain);

    private static Scalar Styled(string text, ScalarStyle style) =>
        new(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
}
