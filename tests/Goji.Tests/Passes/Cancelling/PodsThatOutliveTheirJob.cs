using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Passes;
using Goji.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Passes.Cancelling;

/// <summary>While a pod of a file runs, the file stays in processing, and so in its group: each path by which it could leave.</summary>
public sealed class PodsThatOutliveTheirJob : PassTest
{
    private const string InGroup = "annotations: {goji.run/group: db}";

    [Fact]
    public async Task Job_that_somebody_deleted_is_unknown_when_its_pods_have_ended()
    {
        Queue(("x.yaml", Slow("x", InGroup)), ("z.yaml", Job("z", metadata: InGroup)));
        await PassAsync();
        await DeleteAsync("x");

        var report = await PassAfterAsync(2);

        Assert.Equal(["processing/x.yaml", "queued/z.yaml"], Jobs());
        Assert.Contains("The Job 'default/x' no longer exists, and its pods still run: 'default/x-", Assert.Single(report.Processing).Reason, StringComparison.Ordinal);
        await PassAfterAsync(31);
        await PassAsync();
        Assert.Equal(["processing/z.yaml", "unknown/x.yaml"], Jobs());
    }

    [Fact]
    public async Task Runner_that_may_not_list_pods_records_that_the_job_is_gone()
    {
        Queue(("x.yaml", Slow("x")));
        await PassAsync();
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "list", Resource = "pods" });
        await DeleteAsync("x");

        await PassAfterAsync(2);

        Assert.Equal(["unknown/x.yaml"], Jobs());
    }

    [Fact]
    public async Task Pods_that_cannot_be_read_for_now_keep_the_file_in_processing()
    {
        Queue(("x.yaml", Slow("x")));
        await PassAsync();
        await DeleteAsync("x");
        Clock.Advance(TimeSpan.FromSeconds(40));

        var report = await Through(new Refused("/pods") { InnerHandler = Cluster.CreateHandler() }).ProcessAsync();
        var between = Jobs();
        await PassAsync();

        Assert.StartsWith("The state of 'processing/x.yaml' is not known: ", Assert.Single(report.Processing).Reason, StringComparison.Ordinal);
        Assert.Equal(["processing/x.yaml"], between);
        Assert.Equal(["unknown/x.yaml"], Jobs());
    }

    [Theory]
    [InlineData(InGroup, "processing/x.yaml")]
    [InlineData("", "failed/x.yaml")]
    public async Task Failed_job_of_a_group_leaves_it_when_its_pods_have_ended(string metadata, string early)
    {
        Queue(("x.yaml", Job("x", seconds: 1000, metadata: metadata)), ("z.yaml", Job("z", metadata: metadata)));
        Options.MaxProcessing = 1;
        await PassAsync();

        var report = await OfOldKubernetes().ProcessAsync();
        var between = Jobs();
        Clock.Advance(TimeSpan.FromSeconds(1001));
        await OfOldKubernetes().ProcessAsync();

        Assert.Equal(early, between[0]);
        Assert.Equal(metadata.Length > 0, report.Processing.Any(job => job.Reason.Contains("The Job 'default/x' has ended, and its pods still run: ", StringComparison.Ordinal)));
        Assert.Equal("failed/x.yaml", Jobs()[0]);
    }

    [Fact]
    public async Task Job_whose_file_was_edited_out_of_the_group_leaves_it_when_its_pods_have_ended()
    {
        Queue(("x.yaml", Job("x", seconds: 1000, metadata: InGroup)), ("z.yaml", Job("z", metadata: InGroup)));
        await PassAsync();
        Origin.Commit("Leave the group", ("processing/x.yaml", Job("x", seconds: 1000)));

        var report = await OfOldKubernetes().ProcessAsync();

        Assert.Equal(["processing/x.yaml", "queued/z.yaml"], Jobs());
        Assert.Contains("The Job 'default/x' has ended, and its pods still run: ", Assert.Single(report.Processing).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_that_is_given_up_leaves_its_group_when_its_pods_have_ended()
    {
        Options.FailStuckAfter = TimeSpan.FromMinutes(5);
        Queue(("x.yaml", Slow("x", InGroup, result: "image-pull")), ("z.yaml", Job("z", metadata: InGroup)));
        await PassAsync();
        Clock.Advance(TimeSpan.FromMinutes(6));

        await PassThatDoesNotWaitAsync();
        var between = Jobs();
        var report = await PassAsync();
        await PassAfterAsync(31);
        await PassAsync();

        Assert.Equal(["processing/x.yaml", "queued/z.yaml"], between);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("The Job 'default/x' is stuck and is deleted. It leaves processing/ when its pods have ended: ", StringComparison.Ordinal));
        Assert.Equal(["failed/x.yaml", "processing/z.yaml"], Jobs());
    }

    [Fact]
    public async Task File_that_is_deleted_or_edited_while_its_job_runs_stays_in_its_group()
    {
        Queue(("x.yaml", Job("x", seconds: 100, metadata: InGroup)), ("z.yaml", Job("z", metadata: InGroup)));
        await PassAsync();

        Origin.Commit("Leave the group", ("processing/x.yaml", Job("x", seconds: 100)));
        var edited = await PassAsync();
        Origin.Commit("Delete", ("processing/x.yaml", null));
        var deleted = await PassAsync();
        await PassAfterAsync(101);
        await PassAsync();

        Assert.All([edited, deleted], report => Assert.Contains("The group 'db' may have 1 file in processing/", Assert.Single(report.Held).Reason, StringComparison.Ordinal));
        Assert.Equal(["processing/z.yaml"], Jobs());
        Assert.Equal(["x", "z"], Created());
    }

    /// <summary>The race that one runner loses again and again while others record, requeue and claim.</summary>
    [Fact]
    public async Task Runner_that_records_late_leaves_the_next_attempt_of_a_file_alone()
    {
        Queue(("x.yaml", Job("x", "exit 1", metadata: InGroup)), ("z.yaml", Job("z", seconds: 1000, metadata: InGroup)));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(3));
        var other = new GojiOptions { Directory = Origin.Clone(Place["other"]) };
        Origin.Commit("Hold", ("queued/z.yaml", null), ("queued/x-first.md", ""));
        var late = new At(PassStep.RecordCommit, () =>
        {
            Runner(other).ProcessAsync().GetAwaiter().GetResult();
            Origin.Commit("Again", ("failed/x.yaml", null), ("queued/x.yaml", Job("x", seconds: 1000, metadata: InGroup)), ("queued/z.yaml", Job("z", metadata: InGroup)));
            Runner(other).ProcessAsync().GetAwaiter().GetResult();
        });

        await Runner(probe: late).ProcessAsync();
        await PassAsync();

        Assert.Equal(["processing/x.yaml", "queued/x-first.md", "queued/z.yaml"], Jobs());
        Assert.Equal(["x", "x"], Created());
        Assert.Equal([JobState.Failed, JobState.Processing], Record("x.yaml").Attempts.Select(attempt => attempt.State));
    }

    [Fact]
    public async Task Cancel_lists_the_pods_once_before_it_deletes_the_job_and_once_in_each_look_after_that()
    {
        Queue(("x.yaml", Slow("x")));
        await PassAsync();
        await Runner().CancelAsync(["x.yaml"], new() { RequestOnly = true });

        await PassThatDoesNotWaitAsync();
        var deleting = Cluster.Audit.Requests["list pods"];
        await PassAsync();
        var waiting = Cluster.Audit.Requests["list pods"] - deleting;

        Assert.Equal(["processing/x.yaml"], Jobs());
        Assert.Equal((2, 1), (deleting, waiting));
    }

    /// <summary>Runs a pass whose own clock leaps, so that it looks for pods once.</summary>
    private Task<GojiReport> PassThatDoesNotWaitAsync() => new GojiRunner(
        Options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")), new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(6) })
        .ProcessAsync(CancellationToken.None);

    /// <summary>A runner to which the Job x has failed at once, as before Kubernetes 1.31 a Job did whose pods were still ending.</summary>
    private GojiRunner OfOldKubernetes() => Through(new FailedEarly("x") { InnerHandler = Cluster.CreateHandler() });

    private GojiRunner Through(HttpMessageHandler handler) => new(Options, Log, ClusterConnection.Through(handler, new Uri("http://sandbox")));

    private async Task DeleteAsync(string name)
    {
        using var client = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
        using var response = await client.DeleteAsync(new Uri($"/apis/batch/v1/namespaces/default/jobs/{name}?propagationPolicy=Background", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }

    private static string Slow(string name, string metadata = "", string spec = "", string result = "success") =>
        Job(name, result, spec, metadata, seconds: 1000)
            .Replace("sandbox.goji.run/result", "sandbox.goji.run/log: \"some line\"\n        sandbox.goji.run/termination-seconds: \"30\"\n        sandbox.goji.run/result", StringComparison.Ordinal);

    private sealed class FailedEarly(string job) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith($"/jobs/{job}", StringComparison.Ordinal))
            {
                var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
                body["status"]!["conditions"] = new JsonArray(new JsonObject { ["type"] = "Failed", ["status"] = "True", ["reason"] = "DeadlineExceeded" });
                response.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            return response;
        }
    }

    private sealed class Refused(string path) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal)
                ? new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"kind": "Status", "code": 400, "reason": "BadRequest", "message": "no"}""", Encoding.UTF8, "application/json") }
                : await base.SendAsync(request, cancellationToken);
    }
}
