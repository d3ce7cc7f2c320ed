using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Goji.Reporting.Json;

/// <summary>Generated at compile time: reflection would cost a build script its start-up time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext
{
    /// <summary>Letters of all languages stay readable; what HTML or a terminal would take for more than text is escaped.</summary>
    public static ReportJsonContext Readable { get; } = new(OptionsFor(isIndented: true));

    /// <summary>The same on one line.</summary>
    public static ReportJsonContext OnOneLine { get; } = new(OptionsFor(isIndented: false));

    private static JsonSerializerOptions OptionsFor(bool isIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = isIndented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
}
