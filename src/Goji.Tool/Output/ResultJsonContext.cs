using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Output;

/// <summary>The JSON of <see cref="ResultJson"/>. Generated at compile time: a native program has no reflection for it.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(JobsDocument))]
[JsonSerializable(typeof(PruneDocument))]
internal sealed partial class ResultJsonContext : JsonSerializerContext
{
    public static ResultJsonContext Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter<InitResult>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<JobState>(
            JsonNamingPolicy.CamelCase) },

        // For files and terminals, not for the inside of an HTML page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
