using Goji.Kubernetes;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Logs;
using Goji.Model;
using Goji.Records;
using Goji.Reporting;

namespace Goji.Benchmarks.Work;

/// <summary>Follows the logs of all Jobs of a namespace to their ends, as a waiting pass does.</summary>
internal static class GojiFollow
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        var space = arguments["namespace"];
        using var cluster = new KubernetesCluster(
            KubernetesTransport.Open(KubeConfiguration.Find(arguments["kubeconfig"], context: null)), space, new SilentLog(), TimeProvider.System);
        var jobs = await cluster.ListJobsAsync(space, "", CancellationToken.None);
        var runs = jobs.Select(job => new JobRun(space, job.Name) { Uid = job.Uid }).ToList();
        using var output = new ShownOutput();
        var lines = new LineCount();
        var sink = new LogSink(new Shown(output, lines), int.MaxValue, folder: null);
        await using var logs = new JobLogs(cluster, new(sink, TailLines: 20, new Secrets()), TimeProvider.System);
        foreach (var run in runs)
        {
            logs.Follow($"{run.Name}.yaml", AttemptOf(run), run);
        }

        while (jobs.Any(job => !job.IsFinished))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            jobs = await cluster.ListJobsAsync(space, "", CancellationToken.None);
        }

        foreach (var run in runs)
        {
            await logs.DrainAsync($"{run.Name}.yaml", AttemptOf(run), run, CancellationToken.None);
        }

        return lines.ToString();
    }

    private static Attempt AttemptOf(JobRun run) => new("01", DateTimeOffset.UnixEpoch, "benchmark") { Jobs = [run] };

    private sealed class Shown(ShownOutput output, LineCount lines) : IProgress<JobOutputLine>
    {
        public void Report(JobOutputLine value)
        {
            // As the command does.
            output.Write(LogText.Disarm(value.ToString()) + '\n', value.HasMore);
            lines.Add(value.Pod, value.Text, value.At!.Value);
        }
    }
}
