using Prometheus;

namespace Goji.Tool.Server;

/// <summary>The metrics of one repository. In a server of several, each has the label <c>repository</c>.</summary>
internal sealed class RepositoryMetrics
{
    private readonly Counter passes;
    private readonly Histogram passDuration;
    private readonly Gauge lastSuccess;
    private readonly Counter moves;
    private readonly Gauge jobs;

    public RepositoryMetrics(IMetricFactory factory)
    {
        passes = factory.CreateCounter("goji_passes_total", "Passes that ended, by result: succeeded, failed, cancelled.", ["result"]);
        passDuration = factory.CreateHistogram(
            "goji_pass_duration_seconds", "How long passes took.", new HistogramConfiguration
            {
                Buckets = Histogram.ExponentialBuckets(0.1, 2, 12),
            });
        lastSuccess = factory.CreateGauge(
            "goji_last_success_timestamp_seconds", "The end of the newest successful pass, as Unix time.");
        moves = factory.CreateCounter(
            "goji_job_moves_total", "Job files that passes of this server moved, by the state that they moved to.", ["state"]);
        jobs = factory.CreateGauge("goji_jobs", "Job files of the repository.", ["state"]);
        Ready = factory.CreateGauge("goji_ready", "1 while the newest pass succeeded and the cluster responds, else 0.");
        PushRetries = factory.CreateCounter(
            "goji_push_retries_total",
            "Pushes that had to be made again, because somebody else pushed first or the remote did not answer.");
        Reclones = factory.CreateCounter(
            "goji_reclones_total", "Clones that were made again, because the one before was missing, damaged or of another repository.");

        // A series that is not there until something happens cannot be alerted on.
        foreach (var result in (string[])["succeeded", "failed", "cancelled"])
        {
            passes.WithLabels(result);
        }

        foreach (var state in Enum.GetValues<JobState>())
        {
            moves.WithLabels(Name(state));
        }
    }

    public Gauge Ready { get; }

    public Counter PushRetries { get; }

    public Counter Reclones { get; }

    public void PassSucceeded(GojiReport report, GojiHistory history, TimeSpan duration)
    {
        Ended("succeeded", duration);
        lastSuccess.SetToCurrentTimeUtc();
        foreach (var job in report.Moved)
        {
            moves.WithLabels(Name(job.After)).Inc();
        }

        Seen(history);
    }

    public void Seen(GojiHistory history)
    {
        var counts = history.Jobs.CountBy(job => job.State).ToDictionary();
        foreach (var state in Enum.GetValues<JobState>())
        {
            jobs.WithLabels(Name(state)).Set(counts.GetValueOrDefault(state));
        }
    }

    public void PassFailed(TimeSpan duration) => Ended("failed", duration);

    public void PassCancelled(TimeSpan duration) => Ended("cancelled", duration);

    /// <summary>Takes away what would be taken for the present state of a repository that is no longer served.</summary>
    public void Remove()
    {
        lastSuccess.Unpublish();
        Ready.Unpublish();
        foreach (var state in Enum.GetValues<JobState>())
        {
            jobs.RemoveLabelled(Name(state));
        }
    }

    private void Ended(string result, TimeSpan duration)
    {
        passes.WithLabels(result).Inc();
        passDuration.Observe(duration.TotalSeconds);
    }

    private static string Name(JobState state) => state.ToString().ToLowerInvariant();
}
