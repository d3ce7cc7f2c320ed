using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Output;

/// <summary>The results that are no reports, for programs. Names and meanings stay as they are within a version; members may be added.</summary>
internal static class ResultJson
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },

        // For files and terminals, not for the inside of an HTML page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(InitReport report) => Write(new { Version, report.Directory, report.Result, report.Message });

    public static string Of(IReadOnlyList<JobReport> jobs) => Write(new { Version, Jobs = jobs.Select(job => new { job.File, job.Before, job.After }) });

    public static string Of(PruneReport report, bool dryRun) =>
        Write(new { Version, DryRun = dryRun, Pruned = report.Pruned.Select(job => new { job.File, job.State, job.FinishedAt }), report.Kept, report.Commit });

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Form);
}
