using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;
using Goji.Benchmarks.Work;

namespace Goji.Benchmarks.Cases;

/// <summary>The logs of N running Jobs, followed to their ends.</summary>
internal static class FollowCase
{
    private const int ManyJobs = 1000;

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        var (jobs, rate, seconds) = (arguments.Number("jobs", 100), arguments.Number("rate", 100), arguments.Number("seconds", 20));
        await using var cluster = await ClusterProcess.StartAsync();
        var kubeconfig = Path.GetTempFileName();
        var idle = await FollowAsync(cluster, kubeconfig, await cluster.NewNamespaceAsync(), 0);
        var rounds = await Comparison.RunAsync(
            arguments.Number("rounds", 3),
            async () => await FollowAsync(cluster, kubeconfig, await NewJobsAsync(cluster, jobs, rate, seconds), jobs * rate * seconds),
            async () =>
            {
                var space = await NewJobsAsync(cluster, jobs, rate, seconds);
                return Checked(await MeasuredProcess.RunAsync("follow-floor", $"--address={cluster.Address}", $"--namespace={space}"), jobs * rate * seconds);
            });
        var name = string.Create(CultureInfo.InvariantCulture, $"follow {jobs:N0} Jobs of {rate} lines a second");
        yield return Row.OfTimes(name, "bare streams", rounds, "CPU ≤ 1.25");
        if (arguments.Find("kubectl") is { Length: > 0 } kubectl)
        {
            async Task<Measured> KubectlAsync()
            {
                cluster.WriteKubeconfig(kubeconfig, await NewJobsAsync(cluster, jobs, rate, seconds));
                return Checked(await FollowCommand.KubectlAsync(kubectl, kubeconfig), jobs * rate * seconds);
            }

            var beside = await Comparison.RunAsync(
                arguments.Number("rounds", 3),
                async () => await FollowAsync(cluster, kubeconfig, await NewJobsAsync(cluster, jobs, rate, seconds), jobs * rate * seconds),
                KubectlAsync);
            yield return Row.OfTimes(name, "kubectl logs -f --prefix", beside, "CPU ≤ 1.25");
            if (NativeCommand.In(arguments) is { } native)
            {
                var natively = await Comparison.RunAsync(
                    arguments.Number("rounds", 3), () => CommandAsync(cluster, native, jobs, rate, seconds), KubectlAsync);
                yield return Row.OfTimes($"goji logs -f, native: {name}", "kubectl logs -f --prefix", natively, "CPU ≤ 1.25");
            }
        }

        yield return new($"{name}: written to shown", Latency(rounds.Subject), $"bare streams: {Latency(rounds.Floor)}", "", "", "≤ 250 ms");
        yield return Row.OfPeaks($"memory, {name}", "no Job", rounds.Subject, idle, "≤ 100 MB");

        var many = await FollowAsync(cluster, kubeconfig, await NewJobsAsync(cluster, ManyJobs, 1, seconds), ManyJobs * seconds);
        yield return Row.OfPeaks(string.Create(CultureInfo.InvariantCulture, $"memory, follow {ManyJobs:N0} Jobs"), "no Job", many, idle, "bounded");
        File.Delete(kubeconfig);
    }

    private static async Task<string> NewJobsAsync(ClusterProcess cluster, int count, int rate, int seconds)
    {
        var space = await cluster.NewNamespaceAsync();
        using var client = new HttpClient { BaseAddress = cluster.Address };
        for (var i = 0; i < count; i++)
        {
            var body = Encoding.UTF8.GetString(Fixtures.Manifests.Json(space, $"job-{i}")).Replace(
                "\"sandbox.goji.run/seconds\":\"3600\"",
                $"\"sandbox.goji.run/seconds\":\"{seconds}\",\"sandbox.goji.run/log\":\"line {{n}}\",\"sandbox.goji.run/log-lines-per-second\":\"{rate}\"",
                StringComparison.Ordinal);
            using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await client.PostAsync($"apis/batch/v1/namespaces/{space}/jobs", content);
            response.EnsureSuccessStatusCode();
        }

        return space;
    }

    /// <summary>The command follows one job with all Jobs, which a pass has started.</summary>
    private static async Task<Measured> CommandAsync(ClusterProcess cluster, NativeCommand command, int jobs, int rate, int seconds)
    {
        using var repository = await JobsRepository.CreateAsync(queued: 0);
        cluster.WriteKubeconfig(repository.Kubeconfig, await cluster.NewNamespaceAsync());
        var manifests = Enumerable.Range(0, jobs).Select(i => Fixtures.Manifests.Yaml($"job-{i}", seconds).Replace(
            "sandbox.goji.run/seconds:",
            $"sandbox.goji.run/log: \"line {{n}}\"\n        sandbox.goji.run/log-lines-per-second: \"{rate}\"\n        sandbox.goji.run/seconds:",
            StringComparison.Ordinal));
        await repository.QueueAsync("many", string.Join("---\n", manifests));
        await command.PassAsync(repository);
        return Checked(await FollowCommand.GojiAsync(command.Program, repository, "many.yaml"), jobs * rate * seconds);
    }

    private static async Task<Measured> FollowAsync(ClusterProcess cluster, string kubeconfig, string space, int lines)
    {
        cluster.WriteKubeconfig(kubeconfig, space);
        return Checked(await MeasuredProcess.RunAsync("follow", $"--kubeconfig={kubeconfig}", $"--namespace={space}"), lines);
    }

    /// <summary>Every line has come, in order.</summary>
    private static Measured Checked(Measured measured, int lines)
    {
        Expect.Contains($"{lines} lines of ", measured.Note);
        Expect.Contains(", 0 out of order", measured.Note);
        return measured;
    }

    private static string Latency(Measured measured) => measured.Note[(measured.Note.LastIndexOf(", ", StringComparison.Ordinal) + 2)..];
}
