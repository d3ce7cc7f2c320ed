using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Goji.Tool.Output;

/// <summary>
/// The results that are no reports, for programs. Names and meanings stay as they are within a version; members may be added.
/// </summary>
internal static class ResultJson
{
    private const int Version = 1;

    public static string Of(InitReport report) =>
        Write(new InitDocument(Version, report.Directory, report.Result, report.Message), ResultJsonContext.Readable.InitDocument);

    public static string Of(IReadOnlyList<JobReport> jobs) =>
        Write(
            new JobsDocument(Version, jobs.Select(job => new JobMove(job.File, job.Before, job.After))),
            ResultJsonContext.Readable.JobsDocument);

    public static string Of(PruneReport report, bool dryRun) =>
        Write(new PruneDocument(Version, dryRun, report.Pruned, report.Kept, report.Commit), ResultJsonContext.Readable.PruneDocument);

    private static string Write<T>(T value, JsonTypeInfo<T> form) => JsonSerializer.Serialize(value, form);
}
