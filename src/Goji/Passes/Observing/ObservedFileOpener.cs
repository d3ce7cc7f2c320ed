using Goji.Passes.Cancelling;
using Goji.Passes.Deciding;
using Goji.Passes.Deciding.Steering;
using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>Finds out what is to be observed of each file in processing, from the repository alone.</summary>
internal sealed class ObservedFileOpener(ICluster cluster, ClusterIdentity identity, ManifestStore manifests, TakeoverRule takeover)
{
    /// <summary>What there is to find out about each file.</summary>
    /// <param name="snapshot">The snapshot that the files are in.</param>
    /// <param name="repositoryId">The repository's id.</param>
    /// <param name="files">The files in processing, and those that were moved away with an open attempt.</param>
    public IReadOnlyList<ObservedFile> Open(IRepositorySnapshot snapshot, string repositoryId, IEnumerable<ProcessingFile> files)
    {
        var groups = new FileGroups(snapshot, snapshot.ReadOpenWork(), manifests);
        return [.. files.Select(file => Open(snapshot, repositoryId, file, groups))];
    }

    private ObservedFile Open(IRepositorySnapshot snapshot, string repositoryId, ProcessingFile file, FileGroups groups)
    {
        if (file.Damage is not null)
        {
            return new ObservedFile(file, null) { IsHopeless = true }.Stay(file.Damage);
        }

        if (file.Attempt is not { } attempt)
        {
            return Adopt(snapshot, repositoryId, file);
        }

        if (attempt.State != JobState.Processing)
        {
            return new(file, attempt) { Reason = "" };
        }

        var cancel = CancelRequest.Of(snapshot, manifests, file);
        var same = takeover.Compare(attempt);
        if (same == SameCluster.No)
        {
            return new ObservedFile(file, attempt) { IsHopeless = true }.Stay(
                $"'{file.File}' was started on another cluster ({attempt.Cluster}) than the configured one ({cluster.Address}, "
                    + $"{identity.Name}). "
                + "It stays until a runner of that cluster processes it.");
        }

        if (file is { IsUnstarted: true, IsAway: false } && takeover.NeedsProof(file) && takeover.IsOld(attempt) && !attempt.IsBegun)
        {
            return new ObservedFile(file, attempt) { IsHopeless = true }.Stay(TakeoverRule.WhyUndecided(file, attempt, cluster.Address));
        }

        // Why a claim that this pass may start is not started, the claim or the start has reported.
        var isReported = takeover.Applies(file) && !takeover.NeedsProof(file);
        return new(file, attempt)
        {
            Reason = cancel is not null && file.IsUnstarted
                ? $"It is to be cancelled. It was claimed by {attempt.ClaimedBy} at {attempt.ClaimedAt:u}, which may still be starting it; "
                    + $"it is cancelled at {takeover.OldAt(attempt):u} at the latest."
                : isReported ? null
                : file.IsUnstarted ? $"Claimed by {attempt.ClaimedBy} at {attempt.ClaimedAt:u}, which is starting it."
                : "",
            Wanted = [.. attempt.Jobs.Where(run => run.Outcome is null && (run.Uid is not null || IsAbsenceFinal(file, cancel, same)))],
            IsCertainCluster = same == SameCluster.Yes,
            IsExclusive = groups.Of(file.File).Count > 0,
            Cancel = cancel,
        };
    }

    /// <summary>Whether no runner can still start a claimed Job that is not known to exist. Its absence is final then.</summary>
    private bool IsAbsenceFinal(ProcessingFile file, string? cancel, SameCluster same) => cancel is null
        ? file.IsAway && takeover.Applies(file) && takeover.IsOld(file.Attempt!)
        : same == SameCluster.Yes && takeover.IsOld(file.Attempt!);

    /// <summary>A file that a person has moved into processing: its Jobs are followed if they exist.</summary>
    private ObservedFile Adopt(IRepositorySnapshot snapshot, string repositoryId, ProcessingFile file)
    {
        var prepared = manifests.Prepare(snapshot, file.File, repositoryId);
        if (prepared.Refusal is not null)
        {
            return new ObservedFile(file, null) { IsHopeless = true }.Stay(prepared.Refusal);
        }

        var attempt = identity.Mark(new(prepared.RunId, cluster.Now, takeover.Runner)
        {
            Jobs = [.. prepared.Jobs.Select(found => new JobRun(found.Namespace, found.Name))],
        });
        return new(file, attempt)
        {
            Reason = "",
            Wanted = attempt.Jobs,
            IsUnrecorded = true,
            IsCertainCluster = true,
            Cancel = CancelRequest.Of(snapshot, manifests, file),
        };
    }
}
