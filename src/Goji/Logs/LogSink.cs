using Goji.Ports.Pods;
using Goji.Reporting;

namespace Goji.Logs;

/// <summary>Shows lines where they are wanted, and keeps them in a folder where there is one.</summary>
internal sealed class LogSink(IProgress<JobOutputLine>? show, int limit, LogFolder? folder) : ILogSink
{
    public void Write(FollowedJob job, PodContainer container, LogLine line)
    {
        folder?.Write(job, container, line);
        if (show is null)
        {
            return;
        }

        if (!line.Text.Contains('\r', StringComparison.Ordinal))
        {
            Show(job, container, line, line.Text, line.HasMore);
            return;
        }

        // A container that draws over its own line writes one line for each time.
        var parts = line.Text.Split('\r', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } some ? some : [""];
        for (var i = 0; i < parts.Length; i++)
        {
            Show(job, container, line, parts[i], line.HasMore || i < parts.Length - 1);
        }
    }

    public void Restarted(FollowedJob job, PodContainer container)
    {
        if (job.LeftOut == 0)
        {
            show?.Report(new(
                job.File, job.SourceOf(container), $"… Container '{container.Name}' was started again (restart {container.Restarts})."));
        }
    }

    public string? FileOf(FollowedJob job, string pod, string container) => folder?.FileOf(job, pod, container);

    public void Ended(FollowedJob job)
    {
        folder?.WriteIndex();
        if (show is null)
        {
            return;
        }

        foreach (var problem in job.Problems())
        {
            show.Report(new(job.File, job.File, LogText.Disarm($"… {problem}")));
        }

        if (job.LeftOut > 0)
        {
            var where = folder is null
                ? $"'kubectl logs --namespace {job.Run.Namespace} job/{job.Run.Name}' shows them while the pods exist"
                : $"the whole log is in '{folder.PathOf(job)}'";
            show.Report(new(job.File, job.File, $"… {job.LeftOut} more lines are left out (LogLimit {limit}); {where}."));
        }
    }

    public void Dispose() => folder?.Dispose();

    private void Show(FollowedJob job, PodContainer container, LogLine line, string text, bool hasMore)
    {
        if (job.MayShow(limit, out var isLast))
        {
            show!.Report(new(job.File, job.SourceOf(container), LogText.Disarm(text).Replace('\n', ' '))
            {
                Pod = container.Pod,
                Container = container.Name,
                At = line.Stamp?.Time,
                Coloured = LogText.DisarmButColours(text)?.Replace('\n', ' '),
                HasMore = hasMore && !isLast,
            });
        }
    }
}
