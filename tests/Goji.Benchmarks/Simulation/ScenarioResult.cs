namespace Goji.Benchmarks.Simulation;

/// <summary>What became of a scenario.</summary>
/// <param name="Started">The share of the jobs queued that were started by the end.</param>
/// <param name="Median">The median time from somebody's wish to push a job to the creation of its Job.</param>
/// <param name="Late">The same of the 99th percentile.</param>
/// <param name="PushesForJob">Pushes that landed, people's included, for each job started.</param>
/// <param name="LostPushes">The share of all pushes that lost the branch to another.</param>
/// <param name="RequestsForJob">API requests for each job started.</param>
/// <param name="StartedTwice">How many jobs were started more than once.</param>
/// <param name="FailedPasses">How many passes ended with an error.</param>
internal sealed record ScenarioResult(
    double Started, TimeSpan Median, TimeSpan Late, double PushesForJob, double LostPushes, double RequestsForJob, int StartedTwice, int FailedPasses)
{
    public static ScenarioResult Of(
        Scenario scenario, SimulatedRemote remote, SimulatedJobs jobs, IReadOnlyDictionary<string, TimeSpan> queued, int requests, int failures)
    {
        // What arrives at the very end has no chance of a start.
        var due = queued.Where(job => job.Value < scenario.Length - TimeSpan.FromMinutes(1)).ToList();
        var waits = due.Where(job => jobs.Started.ContainsKey(job.Key)).Select(job => jobs.Started[job.Key] - job.Value).Order().ToList();
        var started = Math.Max(1, jobs.Started.Count);
        return new(
            waits.Count / (double)due.Count,
            At(0.5),
            At(0.99),
            (remote.Pushes - remote.Lost) / (double)started,
            remote.Lost / (double)Math.Max(1, remote.Pushes),
            requests / (double)started,
            jobs.StartedTwice,
            failures);

        TimeSpan At(double share) => waits.Count == 0 ? Timeout.InfiniteTimeSpan : waits[(int)(share * (waits.Count - 1))];
    }
}
