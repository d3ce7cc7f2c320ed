using System.Collections.Concurrent;
using Goji.Model;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>
/// Looks at the Jobs of attempts: in lists where there are many, one by one where there are few or a label cannot find them.
/// </summary>
internal sealed class Observer(ICluster cluster, GojiOptions options, string repositoryId, PrefetchedList? ahead)
{
    /// <summary>Up to this many Jobs of a namespace are read one by one: a list could hold finished ones by the thousand.</summary>
    public const int FewJobs = 4;

    /// <summary>Up to this many run ids fit into a selector, and so into a URL.</summary>
    public const int SomeJobs = 100;

    /// <summary>Selects all Jobs that a repository has started.</summary>
    public static string SelectorOf(string repositoryId) => $"{MarkNames.Repository}={repositoryId}";

    public async Task<IReadOnlyDictionary<JobRun, Observation>> ObserveAsync(
        IReadOnlyList<(JobRun Run, string RunId)> wanted, CancellationToken cancellationToken)
    {
        // The keys are compared by reference: comparing the runs field by field would take longer than observing them.
        var observations = new ConcurrentDictionary<JobRun, Observation>(ReferenceEqualityComparer.Instance);
        foreach (var group in wanted.GroupBy(item => item.Run.Namespace))
        {
            if (group.Count() > FewJobs)
            {
                await ListAsync([.. group], observations, cancellationToken);
            }
        }

        // Absence from a list is never enough, and neither is another Job in its place: lists may be stale or incomplete.
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, options.Parallelism),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            wanted.Select(item => item.Run).Where(run => !observations.ContainsKey(run)),
            parallel,
            async (run, token) => observations[run] = await FindAsync(run, token));
        return observations;
    }

    private async Task ListAsync(
        IReadOnlyList<(JobRun Run, string RunId)> wanted,
        ConcurrentDictionary<JobRun, Observation> observations,
        CancellationToken cancellationToken)
    {
        var ids = wanted.Select(item => item.RunId).Distinct().Take(SomeJobs + 1).ToList();
        IReadOnlyList<ObservedJob> jobs;
        try
        {
            jobs = await ListAsync(wanted[0].Run.Namespace, ids, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure != ClusterFailure.Unauthorized)
        {
            // The single reads may still be allowed, or answered.
            return;
        }

        // A list that was begun anew in between may hold a name twice: the last one counts.
        var byName = new Dictionary<string, ObservedJob>(jobs.Count);
        foreach (var job in jobs)
        {
            byName[job.Name] = job;
        }

        foreach (var (run, runId) in wanted)
        {
            if (byName.TryGetValue(run.Name, out var job) && (run.Uid is null ? job.RunId == runId : job.Uid == run.Uid))
            {
                observations[run] = new(job);
            }
        }
    }

    private Task<IReadOnlyList<ObservedJob>> ListAsync(string @namespace, List<string> ids, CancellationToken cancellationToken) =>
        @namespace == ahead?.Namespace ? ahead.Jobs
        : ids.Count <= SomeJobs ? cluster.ListJobsAsync(@namespace, $"{MarkNames.RunId} in ({string.Join(',', ids)})", cancellationToken)
        : cluster.ListJobsAsync(@namespace, SelectorOf(repositoryId), cancellationToken);

    private async Task<Observation> FindAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            return new(await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken));
        }
        catch (ClusterException exception)
        {
            return new(Job: null) { NoAnswer = exception.Message };
        }
    }
}
