namespace Goji.Sandbox.Tests.Jobs;

public class JobsThatEnd
{
    [Fact]
    public async Task A_job_runs_for_its_seconds_and_completes()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(seconds: 5));

        cluster.Pass(4.9);
        var running = await cluster.JobAsync();
        cluster.Pass(0.1);
        var done = await cluster.JobAsync();

        Assert.Empty(running.Conditions());
        Assert.Equal(1, running.Count("active"));
        Assert.Equal(1, running.Count("ready"));
        Assert.Equal(["SuccessCriteriaMet=True CompletionsReached", "Complete=True CompletionsReached"], done.Conditions());
        Assert.Equal("Reached expected number of succeeded pods", done.Message("Complete"));
        Assert.Equal((0, 1, 0), (done.Count("active"), done.Count("succeeded"), done.Count("failed")));
        Assert.Equal("2026-11-22T12:00:05Z", (string?)done["status"]!["completionTime"]);
        Assert.Equal("2026-11-22T12:00:00Z", (string?)done["status"]!["startTime"]);
    }

    [Fact]
    public async Task A_job_whose_pods_fail_is_retried_with_a_doubling_delay_up_to_its_limit()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("exit 3", """{"backoffLimit": 2}"""));

        // Runs end at 1 s, 1+1+1 = 3 s and 3+2+1 = 6 s.
        var failedAt = new List<long>();
        foreach (var second in new[] { 1, 2, 3, 4, 5, 6 })
        {
            cluster.Pass(1);
            failedAt.Add((await cluster.JobAsync()).Count("failed"));
        }

        var job = await cluster.JobAsync();
        Assert.Equal([1, 1, 2, 2, 2, 3], failedAt);
        Assert.Equal(["FailureTarget=True BackoffLimitExceeded", "Failed=True BackoffLimitExceeded"], job.Conditions());
        Assert.Equal("Job has reached the specified backoff limit", job.Message("Failed"));
        Assert.Null(job["status"]!["completionTime"]);
        var pods = await cluster.PodsAsync();
        Assert.Equal(3, pods.Length);
        Assert.All(pods, pod => Assert.Equal(3, (int?)pod["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]));
    }

    [Fact]
    public async Task A_job_that_fails_twice_and_then_succeeds_is_complete()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("fail-times 2"));

        cluster.Pass(60);

        var job = await cluster.JobAsync();
        Assert.Equal("Complete=True CompletionsReached", job.Conditions()[^1]);
        Assert.Equal((1, 2), (job.Count("succeeded"), job.Count("failed")));
    }

    [Fact]
    public async Task A_container_that_is_started_again_in_its_pod_counts_restarts_not_pods()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("fail-times 1", restartPolicy: "OnFailure"));

        cluster.Pass(60);

        var job = await cluster.JobAsync();
        var pod = Assert.Single(await cluster.PodsAsync());
        Assert.Equal("Complete=True CompletionsReached", job.Conditions()[^1]);
        Assert.Equal(0, job.Count("failed"));
        Assert.Equal(1, (int?)pod["status"]!["containerStatuses"]![0]!["restartCount"]);
        Assert.Equal(1, (int?)pod["status"]!["containerStatuses"]![0]!["lastState"]!["terminated"]!["exitCode"]);
    }

    [Fact]
    public async Task A_pod_restarted_too_often_fails_its_job_and_is_deleted()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("fail", """{"backoffLimit": 2}""", restartPolicy: "OnFailure"));

        cluster.Pass(60);

        var job = await cluster.JobAsync();
        Assert.Equal("Failed=True BackoffLimitExceeded", job.Conditions()[^1]);
        Assert.Equal(1, job.Count("failed"));
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task A_job_past_its_deadline_loses_its_running_pod_and_fails()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang", """{"activeDeadlineSeconds": 10}"""));

        cluster.Pass(9);
        var before = await cluster.JobAsync();
        cluster.Pass(1);
        var after = await cluster.JobAsync();

        Assert.Empty(before.Conditions());
        Assert.Equal(["FailureTarget=True DeadlineExceeded", "Failed=True DeadlineExceeded"], after.Conditions());
        Assert.Equal("Job was active longer than specified deadline", after.Message("Failed"));
        Assert.Equal(1, after.Count("failed"));
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task The_final_condition_waits_for_pods_that_are_still_ending()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang", """{"activeDeadlineSeconds": 10}""").With("termination-seconds", "5"));

        cluster.Pass(12);
        var between = await cluster.JobAsync();
        cluster.Pass(3);
        var after = await cluster.JobAsync();

        Assert.Equal(["FailureTarget=True DeadlineExceeded"], between.Conditions());
        Assert.Equal((0, 1), (between.Count("active"), between.Count("terminating")));
        Assert.Equal("Failed=True DeadlineExceeded", after.Conditions()[^1]);
        Assert.Equal(0, after.Count("terminating"));
    }

    [Theory]
    [InlineData("""["true"]""", "Complete=True")]
    [InlineData("""["false"]""", "Failed=True")]
    [InlineData("""["sh", "-c", "exit 3"]""", "Failed=True")]
    [InlineData("""["sh", "-c", "echo hello; exit 0"]""", "Complete=True")]
    [InlineData("""["my-program"]""", "Complete=True")]
    public async Task Without_annotations_plain_commands_decide(string command, string verdict)
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of(spec: """{"backoffLimit": 0}""");
        job["spec"]!["template"]!.AsObject().Remove("metadata");
        job["spec"]!["template"]!["spec"]!["containers"]![0]!["command"] = System.Text.Json.Nodes.JsonNode.Parse(command);
        await cluster.CreateAsync(job);

        cluster.Pass(1);

        Assert.StartsWith(verdict, (await cluster.JobAsync()).Conditions()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_killed_for_memory_shows_OOMKilled_on_its_container()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("oom", """{"backoffLimit": 0}""").With("termination-message", "heap full").With("log", "one\ntwo\nthree"));

        cluster.Pass(1);

        var pod = Assert.Single(await cluster.PodsAsync());
        var ended = pod["status"]!["containerStatuses"]![0]!["state"]!["terminated"]!;
        Assert.Equal("OOMKilled 137 heap full", $"{ended["reason"]} {ended["exitCode"]} {ended["message"]}");
        Assert.Equal("two\nthree\n", (await cluster.GetAsync($"api/v1/namespaces/default/pods/{pod["metadata"]!["name"]}/log?tailLines=2")).Text);
    }
}
