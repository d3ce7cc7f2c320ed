using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>Reads the request to cancel a job: the annotation of its file, or where no file can have it, its run record.</summary>
internal static class CancelRequest
{
    /// <returns>Why the job is to be cancelled; empty where no reason is given; null where there is no request.</returns>
    public static string? Of(IRepositorySnapshot snapshot, ManifestStore manifests, ProcessingFile file) =>
        manifests.SteeringOf(snapshot, file.File).Cancel ?? Of(file.Attempt);

    private static string? Of(Attempt? attempt) => attempt?.Jobs.FirstOrDefault(IsRequest) is { } run ? run.Message ?? "" : null;

    private static bool IsRequest(JobRun run) => run is { Outcome: null, Reason: JobRun.CancelRequested };
}
