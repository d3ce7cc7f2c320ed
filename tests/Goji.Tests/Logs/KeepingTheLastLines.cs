using System.Collections.Concurrent;
using System.Diagnostics;
using Goji.Kubernetes;
using Goji.Kubernetes.Api;
using Goji.Logs;
using Goji.Model;
using Goji.Records;
using Goji.Reporting;
using Goji.Sandbox;
using Goji.Testing;
using Goji.Tests.Passes;

namespace Goji.Tests.Logs;

/// <summary>The last lines of Jobs whose pods are deleted before, or with, their verdict.</summary>
public sealed class KeepingTheLastLines : PassTest
{
    private static readonly Uri Address = new("http://sandbox");

    private readonly Secrets secrets = new();

    [Fact]
    public async Task Running_job_has_the_last_lines_of_all_its_containers_before_it_is_deleted()
    {
        Queue(("a.yaml", Written("a", "line {n}\"\n        sandbox.goji.run/log.proxy: \"proxy {n} of s3cr3t") + "\n      - name: proxy\n        image: busybox"));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(10));
        secrets.Add("s3cr3t");
        using var cluster = new KubernetesCluster(new HandlerTransport(Cluster.CreateHandler(), Address), null, Log, Clock);

        var tails = await new JobLogTails(cluster, 2, secrets, Clock).ReadAsync(Run("a.yaml"), known: null, CancellationToken.None);

        Assert.Equal(["main", "proxy"], tails.Select(tail => tail.Container));
        Assert.Equal(["line 20", "line 21"], tails[0].Log);
        Assert.Equal(["proxy 20 of ***", "proxy 21 of ***"], tails[1].Log);
        Assert.Equal($"Last lines of container 'main' of pod '{tails[0].Pod}'.", tails[0].Sentence);
        Assert.Empty(await new JobLogTails(cluster, 0, secrets, Clock).ReadAsync(Run("a.yaml"), known: null, CancellationToken.None));
    }

    [Fact]
    public async Task Everything_that_a_running_job_has_written_is_in_the_folder_before_it_is_deleted()
    {
        Queue(("a.yaml", Written("a", "line {n}")));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(10));
        using var requests = new RequestOrder { InnerHandler = Cluster.CreateHandler() };
        using var cluster = new KubernetesCluster(new HandlerTransport(requests, Address), null, Log, Clock);
        await using (var logs = new JobLogs(cluster, new(new LogSink(null, 0, new LogFolder(Place["logs"])), 0, secrets), Clock))
        {
            await logs.ReadWrittenAsync("a.yaml", Record("a.yaml").Newest!, Run("a.yaml"), CancellationToken.None).WaitAsync(TimeLimit.Longest);
        }

        // A stream that followed the container would not end, and its end would be waited for.
        Assert.Equal(["pods", "log"], requests.First(2));
        var file = Assert.Single(Directory.GetFiles(Place["logs"], "*.log", SearchOption.AllDirectories));
        Assert.Equal(Enumerable.Range(1, 21).Select(n => $"line {n}"), await File.ReadAllLinesAsync(file));
    }

    [Fact]
    public async Task Passes_that_follow_one_another_keep_the_last_lines_of_a_job_that_hits_its_deadline_between_them()
    {
        using var cluster = new SandboxCluster();
        Queue(("a.yaml", Written("a", "line {n}").Replace("backoffLimit: 0", "activeDeadlineSeconds: 2", StringComparison.Ordinal)));
        await using var logs = On(cluster, null).NewLogs();
        GojiReport report;
        var began = Stopwatch.StartNew();
        do
        {
            Assert.True(began.Elapsed < TimeLimit.Longest);
            report = await On(cluster, logs).ProcessAsync();
        }
        while (report.Processing.Any());

        var pod = Assert.Single(Assert.Single(report.Failed).Jobs[0].Pods);
        Assert.Equal("DeadlineExceeded", report.Jobs[0].Jobs[0].Reason);
        Assert.StartsWith("line ", pod.Log[^1], StringComparison.Ordinal);
        Assert.False(logs.IsFollowed(report.Jobs[0].Jobs[0].Uid));
    }

    [Fact]
    public async Task What_pods_report_is_masked_in_the_report_and_in_the_record()
    {
        Options.Password = "s3cr3t-t0ken";
        Queue(("a.yaml", Job("a", "exit 3").Replace("sandbox.goji.run/result", "sandbox.goji.run/termination-message: \"no login for s3cr3t-t0ken\"\n        sandbox.goji.run/log: \"with s3cr3t-t0ken\"\n        sandbox.goji.run/result", StringComparison.Ordinal)));
        await PassAsync();

        var report = await PassAfterAsync(5);

        var pod = Assert.Single(report.Jobs[0].Jobs[0].Pods);
        Assert.Equal(("no login for ***", "with ***"), (pod.Message, Assert.Single(pod.Log)));
        Assert.DoesNotContain("s3cr3t", Origin.Show(RunRecord.PathOf("a.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_and_folder_belong_together_also_for_a_job_that_succeeds()
    {
        using var cluster = new SandboxCluster();
        Queue(("a.yaml", Job("a").Replace("sandbox.goji.run/result", "sandbox.goji.run/log: \"done\"\n        sandbox.goji.run/result", StringComparison.Ordinal)));
        (Options.Wait, Options.LogFolder) = (TimeSpan.FromMinutes(2), Place["logs"]);

        var report = await On(cluster, null).ProcessAsync();

        var pod = Assert.Single(report.Jobs[0].Jobs[0].Pods);
        Assert.Equal(["done"], pod.Log);
        Assert.Equal("done\n", await File.ReadAllTextAsync(pod.LogFile!));
        Assert.DoesNotContain("done\n", TextReport.Write(report, 120), StringComparison.Ordinal);
        using var page = new StringWriter();
        HtmlReport.Write(await On(cluster, null).HistoryAsync(), report, page, Place["out"]);
        Assert.Contains($"<a href=\"../logs/a.yaml/{Record("a.yaml").Newest!.Id}/{pod.Pod}.main.log\">Whole log</a>", page.ToString(), StringComparison.Ordinal);
    }

    private static string Written(string name, string text) => Job(name, seconds: 1000).Replace(
        "sandbox.goji.run/result", $"sandbox.goji.run/log: \"{text}\"\n        sandbox.goji.run/log-lines-per-second: \"2\"\n        sandbox.goji.run/result", StringComparison.Ordinal);

    private GojiRunner On(SandboxCluster cluster, JobLogs? logs) =>
        new(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), Address)) { Logs = logs };

    private JobRun Run(string file) => Record(file).Newest!.Jobs[0];

    /// <summary>The ends of the paths of the requests, in their order.</summary>
    private sealed class RequestOrder : DelegatingHandler
    {
        private readonly ConcurrentQueue<string> ends = new();

        public IEnumerable<string> First(int count) => ends.Take(count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ends.Enqueue(request.RequestUri!.Segments[^1]);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
