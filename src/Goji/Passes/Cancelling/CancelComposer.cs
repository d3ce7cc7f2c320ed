using Goji.Manifests.Editing;
using Goji.Model;
using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>
/// Composes the commit that requests to cancel jobs. The request is an annotation of the file; where there is no file that could have it, a
/// mark in its run record.
/// </summary>
internal sealed class CancelComposer(ManifestStore manifests)
{
    private const string Trailer = "Goji-Cancelled-By";

    /// <param name="snapshot">The snapshot that the commit is made on.</param>
    /// <param name="plan">What is to be cancelled on it.</param>
    /// <param name="text">The words of the request.</param>
    /// <param name="who">Who requests it.</param>
    /// <returns>The commit; null where all of them are requested already.</returns>
    /// <exception cref="GojiUsageException">A queued file cannot have the annotation.</exception>
    public (CommitDraft? Draft, CancelPlan Plan) Compose(IRepositorySnapshot snapshot, CancelPlan plan, string text, string who)
    {
        var changes = new List<TreeChange>();
        var lines = new List<CommitLine>();
        foreach (var target in plan.Targets.Where(target => !IsRequested(snapshot, target)))
        {
            changes.Add(Annotate(snapshot, target, text) ?? Mark(target, text));
            lines.Add(new(target.File.Path, "cancel requested") { Detail = text, RunId = target.Attempt?.Attempt?.Id ?? "" });
        }

        return (lines.Count == 0 ? null : new(CommitMessage.OfPeople(lines, $"{Trailer}: {who}"), changes), plan);
    }

    private bool IsRequested(IRepositorySnapshot snapshot, CancelTarget target) =>
        CancelRequest.Of(
            snapshot,
            manifests,
            target.Attempt is { } open ? open with { File = target.File } : new(target.File, RunRecord.Empty)) is not null;

    private static TreeChange.Write? Annotate(IRepositorySnapshot snapshot, CancelTarget target, string text)
    {
        var file = target.File;
        return !file.IsDeleted && ManifestStore.IsReadable(file)
            && AnnotationText.Add(file.Path, snapshot.Read(file), MarkNames.Cancel, text) is { } content
            ? new(snapshot.PathOf(file.State, file.Path), content) { IsExecutable = file.Executable }
            : null;
    }

    private static TreeChange.Write Mark(CancelTarget target, string text)
    {
        if (target.Attempt is not { Attempt: { State: JobState.Processing } attempt } open || target.File.State == JobState.Queued)
        {
            throw new GojiUsageException(
                $"'{target.File}' cannot have the annotation {MarkNames.Cancel}: no Job was found in the file that it could be added to. "
                + $"{(target.File.State == JobState.Queued ? "Delete the file to keep it from being started" : "Correct the file")}.");
        }

        var marked = attempt with
        {
            Jobs = [.. attempt.Jobs.Select(
                run => run.Outcome is null ? run with { Reason = JobRun.CancelRequested, Message = text } : run)],
        };
        return RunRecords.WriteRecord(open.Path, open.Record.With(marked));
    }
}
