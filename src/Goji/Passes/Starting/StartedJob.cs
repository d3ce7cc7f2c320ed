using Goji.Model;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>
/// Records a Job of an attempt that is known to exist: withholds its TTL, and names what may delete it early.
/// </summary>
internal sealed class StartedJob(ICluster cluster, IGojiLog log)
{
    /// <returns>The run with the Job's UID. Until there is a verdict, its message names what may delete the Job before that.</returns>
    public async Task<JobRun> RecordAsync(JobRun run, ObservedJob job, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        if (job.Owners.Count > 0)
        {
            notes.Add(
                $"Its manifest names an owner ({string.Join(", ", job.Owners)}), which deletes it by rules of its own, and with which it "
                    + $"goes. "
                + "Remove metadata.ownerReferences.");
        }

        var ttl = run.Ttl;
        if (job.Ttl is { } imposed && imposed != JobTtl.Withheld)
        {
            ttl = Math.Min(run.Ttl ?? imposed, imposed);
            notes.AddRange(await WithholdAsync(job, imposed, cancellationToken) is { } note ? [note] : []);
        }

        foreach (var note in notes)
        {
            log.Write(GojiLogLevel.Warning, "The Job {0} may be deleted before its verdict is read. {1}", run, note);
        }

        return run with
        {
            Uid = job.Uid,
            Ttl = ttl,
            StartedAt = job.StartedAt ?? job.CreatedAt,
            Message = notes.Count > 0 ? string.Join(' ', notes) : run.Message,
        };
    }

    /// <summary>Removes a TTL that admission has set in place of the one that was sent, or of none.</summary>
    private async Task<string?> WithholdAsync(ObservedJob job, int imposed, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.SetTtlAsync(job.Namespace, job.Name, job.Uid, JobTtl.Withheld, cancellationToken);
            return null;
        }
        catch (ClusterException exception)
        {
            return $"The cluster has set its ttlSecondsAfterFinished to {imposed}, and it stays so: {exception.Message}";
        }
    }
}
