using Goji.Kubernetes;
using Goji.Passes.Observing;
using Goji.Ports;
using Goji.Reporting;

namespace Goji.Passes;

internal sealed partial class Reconciliation
{
    /// <summary>Up to this many Jobs of one namespace are watched; of more, one ends at almost any time, and looking is cheaper.</summary>
    private const int MaxWatched = 100;

    /// <summary>Up to this many awaited jobs have a line each when something about them changes; of more, only their number is told.</summary>
    private const int MaxTold = 20;

    /// <summary>The shortest time between two looks, should watches end again and again.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>What was told last of each awaited job.</summary>
    private readonly Dictionary<string, string> toldProgress = [];

    private bool IsWaitedFor(string path) => Options.WaitFor.Count == 0 || Options.WaitFor.Contains(path);

    /// <summary>Tells how the awaited jobs stand: a line for each change, and none where nothing has changed, or where somebody shows it.</summary>
    private void TellProgress(List<JobReport> awaited)
    {
        if (context.Progress is not null)
        {
            return;
        }

        if (awaited.Count > MaxTold)
        {
            Tell("", $"Waiting for {awaited.Count} jobs.");
            return;
        }

        foreach (var job in awaited)
        {
            Tell(job.File, $"processing/{job.File}: {JobStanding.Of(job)}");
        }
    }

    private void Report(List<JobReport> awaited, TimeSpan waited) => context.Progress?.Report(new()
    {
        Awaited = awaited,
        Finished = Tally.Jobs.Count(job => job.After is JobState.Succeeded or JobState.Failed or JobState.Unknown),
        Waited = waited,
        Limit = Options.Wait ?? TimeSpan.Zero,
    });

    private void Tell(string subject, string line)
    {
        if (toldProgress.GetValueOrDefault(subject) != line)
        {
            toldProgress[subject] = line;
            Log.Write(GojiLogLevel.Information, "{0}", line);
        }
    }

    /// <summary>Waits for the first of the Jobs to end, or for the time of the next look.</summary>
    private async Task WaitAsync(List<JobReport> awaited, TimeSpan time, string repositoryId, CancellationToken cancellationToken)
    {
        var running = awaited.SelectMany(job => job.Jobs).Where(job => job.State == JobState.Processing && job.Uid.Length > 0).ToList();
        if (running.Count is 0 or > MaxWatched || running.Select(job => job.Namespace).Distinct().Count() > 1)
        {
            await Task.Delay(time, context.Time, cancellationToken);
            return;
        }

        var began = context.Time.GetTimestamp();
        await cluster.WatchJobsAsync(
            running[0].Namespace, Observer.SelectorOf(repositoryId), running.Select(job => job.Uid).ToHashSet(), time, cancellationToken);
        var rest = (time < ShortestPause ? time : ShortestPause) - context.Time.GetElapsedTime(began);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, context.Time, cancellationToken);
        }
    }
}
