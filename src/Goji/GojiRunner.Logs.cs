using Goji.Kubernetes;
using Goji.Logs;
using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Queueing;
using Goji.Records;
using Goji.Reporting;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>
    /// Shows the logs of the Jobs of a job, running or finished, while their pods exist. <see cref="Output"/> receives the lines. Changes
    /// nothing.
    /// </summary>
    /// <param name="file">The job: its path below the state folder, the same with the state folder before it, or a path on disk.</param>
    /// <param name="logs">Which lines; by default all lines of the newest attempt.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>What was shown, and which logs there are none of.</returns>
    /// <exception cref="GojiUsageException">There is no such job or attempt, it ran on another cluster, or options are out of
    /// range.</exception>
    /// <exception cref="GojiException">Git or the cluster failed.</exception>
    public async Task<LogsReport> LogsAsync(string file, LogsOptions? logs = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        logs = logs?.Copy() ?? new();
        Check(logs);
        var (path, record) = await ReadRecordAsync(file, cancellationToken);
        if (AttemptOf(path, record, logs.Attempt) is not { } attempt)
        {
            return new(path, null, 0, Noted([$"'{path}' has not been started: there are no logs."]));
        }

        var report = new LogsReport(path, HistoryReader.Report(attempt), 0, []);
        if (attempt.Refused is { } refused)
        {
            return report with { Notes = Noted([$"'{path}' was refused and has started nothing: {refused}"]) };
        }

        var shown = new ShownLines(Output ?? new OutputLog(log), logs.Timestamps);
        using var cluster = OpenCluster(options.Patience);
        await CheckClusterAsync(cluster, path, attempt, cancellationToken);
        var first = new LogQuery
        {
            Tail = logs.Tail,
            Previous = logs.Previous,
            Since = logs.Since is { } age ? SecondsOf(cluster.Now - age) : null,
        };
        var settings = new LogSettings(new LogSink(shown, int.MaxValue, folder: null), TailLines: 0, Secrets)
        {
            Selection = new(logs.Container, first),
            DrainTime = Timeout.InfiniteTimeSpan,
        };
        var notes = await new AttemptLogs(cluster, settings, path, attempt, time).ReadAsync(logs.Follow, cancellationToken);
        if (shown.Count == 0 && notes.Count == 0)
        {
            notes = [$"The logs of '{path}' have no such lines."];
        }

        var known = shown.Count > 0 ? [] : report.Attempt!.Jobs.Select(job => $"The run record shows: {Known(job)}");
        return report with { Lines = shown.Count, Notes = Noted([.. notes, .. known]) };
    }

    /// <summary>What keeps the last lines of Jobs that end between two passes: see <see cref="Logs"/>.</summary>
    internal JobLogs NewLogs() =>
        new(
            () => OpenCluster(options.Patience),
            new(new LogSink(show: null, limit: 0, folder: null), options.ReportedLogLines, Secrets),
            time);

    private static void Check(LogsOptions logs)
    {
        if (logs is { Follow: true, Previous: true })
        {
            throw new GojiUsageException(
                "Follow and Previous exclude each other: a previous run of a container has ended. Use one of the two.");
        }

        if (logs.Tail < 0)
        {
            throw new GojiUsageException($"The value '{logs.Tail}' of Tail must be 0 or more.");
        }

        if (logs.Since <= TimeSpan.Zero)
        {
            throw new GojiUsageException($"The value '{logs.Since}' of Since must be more than 0.");
        }
    }

    private static string SecondsOf(DateTimeOffset at) => new LogStamp(at.UtcTicks, 0).Seconds;

    private static string Known(KubernetesJobReport job)
    {
        // A Job without a verdict has no time at which it finished, and the record knows no other.
        var headline = JobDetails.Headline(job, job.FinishedAt ?? job.StartedAt ?? default);
        return $"{headline}{(job.Message.Length > 0 ? $": {job.Message}" : job.Reason.Length > 0 ? "" : ".")}";
    }

    private static Attempt? AttemptOf(string path, RunRecord record, string? id)
    {
        if (id is null)
        {
            return record.Newest;
        }

        var found = record.Attempts.Where(attempt => attempt.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [var attempt] => attempt,
            [] => throw new GojiUsageException(
                $"'{path}' has no attempt '{id}' in its run record. Its newest are: "
                    + $"{string.Join(", ", record.Attempts.TakeLast(5).Select(attempt => attempt.Id))}."),
            _ => throw new GojiUsageException(
                $"The attempt '{id}' of '{path}' is ambiguous: {string.Join(", ", found.Select(attempt => attempt.Id))}. Write more of the "
                    + $"run id."),
        };
    }

    private static async Task CheckClusterAsync(
        KubernetesCluster cluster, string path, Attempt attempt, CancellationToken cancellationToken)
    {
        var identity = await cluster.IdentifyAsync(cancellationToken);
        if (identity.Compare(attempt) == SameCluster.No)
        {
            throw new GojiUsageException(
                $"The attempt {attempt.Id} of '{path}' ran on another cluster ({attempt.Cluster}) than '{cluster.Address}' "
                    + $"({identity.Name}). Name its context.");
        }
    }

    private async Task<(string Path, RunRecord Record)> ReadRecordAsync(string file, CancellationToken cancellationToken)
    {
        // The clone is closed before the cluster is asked, so that following logs for hours does not block passes.
        using var repository = await OpenAsync(cancellationToken);
        var tip = await NewPublisher(repository).SyncAsync(cancellationToken);
        var named = NamedJob.InRepository(options.Directory, file);
        var found = NamedJob.Find(tip, named);
        var path = found is [var job, ..] ? job.Path : named;
        try
        {
            var record = tip.ReadRecord(path);
            return found.Count > 0 || record.Attempts.Count > 0
                ? (path, record)
                : throw new GojiUsageException(
                    $"There is no job '{named}' in any state folder, and no run record of it. Name it by its path below its state folder.");
        }
        catch (RunRecordException exception)
        {
            throw new GojiUsageException(exception.Message, exception);
        }
    }

    private IReadOnlyList<string> Noted(IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
        {
            log.Write(GojiLogLevel.Warning, "{0}", note);
        }

        return notes;
    }
}
