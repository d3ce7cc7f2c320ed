using Goji.Model;
using Goji.Passes.Ledger;

namespace Goji.Passes.Waiting;

/// <summary>Reports the progress of a waiting pass to its receiver, or, without one, as a log line for each change.</summary>
internal sealed class ProgressReporter(PassContext context)
{
    /// <summary>
    /// Up to this many awaited jobs have a line each when something about them changes; of more, only their number is logged.
    /// </summary>
    private const int MaxLogged = 20;

    /// <summary>The last line about each awaited job.</summary>
    private readonly Dictionary<string, string> lastLines = [];

    public void Report(PassLedger ledger, IReadOnlyList<JobReport> awaited, TimeSpan waited) => context.Progress?.Report(new()
    {
        Awaited = awaited,
        Finished = ledger.Entries.Count(job => job.After is JobState.Succeeded or JobState.Failed or JobState.Unknown),
        Waited = waited,
        Limit = context.Options.Wait ?? TimeSpan.Zero,
    });

    public void Log(IReadOnlyList<JobReport> awaited)
    {
        if (context.Progress is not null)
        {
            return;
        }

        if (awaited.Count > MaxLogged)
        {
            Log("", $"Waiting for {awaited.Count} jobs.");
            return;
        }

        foreach (var job in awaited)
        {
            Log(job.File, $"processing/{job.File}: {JobStatusText.Of(job)}");
        }
    }

    private void Log(string subject, string line)
    {
        if (lastLines.GetValueOrDefault(subject) != line)
        {
            lastLines[subject] = line;
            context.Log.Write(GojiLogLevel.Information, "{0}", line);
        }
    }
}
