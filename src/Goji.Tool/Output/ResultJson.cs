using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Output;

/// <summary>Results for programs. Names and meanings stay as they are within a major version; members may be added.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },

        // For files and terminals, not for the inside of an HTML page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(GojiReport report) => Write(new
    {
        report.Repository,
        report.Branch,
        report.Cluster,
        report.DryRun,
        report.StartedAt,
        report.FinishedAt,
        Counts = new
        {
            Queued = report.Held.Count(),
            Processing = report.Processing.Count(),
            Succeeded = report.Succeeded.Count(),
            Failed = report.Failed.Count(),
            Unknown = report.Unknown.Count(),
        },
        report.Jobs,
        report.Commits,
        report.Warnings,
    });

    public static string Of(InitReport report) => Write(report);

    public static string Of(IReadOnlyList<JobReport> jobs) => Write(new { Jobs = jobs });

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Form);
}
