namespace Goji.Sandbox.Tests.Jobs;

public class JobsOfManyPods
{
    [Fact]
    public async Task Parallelism_bounds_the_pods_at_work()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"completions": 5, "parallelism": 2}"""));

        var seen = new List<(long, long)>();
        for (var second = 0; second < 4; second++)
        {
            var job = await cluster.JobAsync();
            seen.Add((job.Count("active"), job.Count("succeeded")));
            cluster.Pass(1);
        }

        Assert.Equal([(2, 0), (2, 2), (1, 4), (0, 5)], seen);
    }

    [Fact]
    public async Task An_indexed_job_completes_each_index_once()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"completions": 4, "parallelism": 3, "completionMode": "Indexed"}"""));

        cluster.Pass(1);
        var between = await cluster.JobAsync();
        cluster.Pass(1);
        var after = await cluster.JobAsync();

        Assert.Equal("0-2", (string?)between["status"]!["completedIndexes"]);
        Assert.Equal("0-3", (string?)after["status"]!["completedIndexes"]);
        var pods = await cluster.PodsAsync("?labelSelector=batch.kubernetes.io/job-completion-index%3D3");
        Assert.StartsWith("work-3-", (string?)Assert.Single(pods)["metadata"]!["name"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indexes_that_fail_for_good_fail_the_job_at_the_end()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("fail", """{"completions": 2, "parallelism": 2, "completionMode": "Indexed", "backoffLimitPerIndex": 0}"""));

        cluster.Pass(10);

        var job = await cluster.JobAsync();
        Assert.Equal("Failed=True FailedIndexes", job.Conditions()[^1]);
        Assert.Equal("Job has failed indexes", job.Message("Failed"));
        Assert.Equal("0,1", (string?)job["status"]!["failedIndexes"]);
    }

    [Fact]
    public async Task More_failed_indexes_than_allowed_fail_the_job_at_once()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(
            "fail", """{"completions": 9, "parallelism": 1, "completionMode": "Indexed", "backoffLimitPerIndex": 0, "maxFailedIndexes": 1}"""));

        cluster.Pass(60);

        var job = await cluster.JobAsync();
        Assert.Equal("Failed=True MaxFailedIndexesExceeded", job.Conditions()[^1]);
        Assert.Equal(2, job.Count("failed"));
    }

    [Fact]
    public async Task A_success_policy_ends_the_job_early()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """
            {"completions": 3, "parallelism": 1, "completionMode": "Indexed", "successPolicy": {"rules": [{"succeededIndexes": "0", "succeededCount": 1}]}}
            """));

        cluster.Pass(1);

        var job = await cluster.JobAsync();
        Assert.Equal(["SuccessCriteriaMet=True SuccessPolicy", "Complete=True SuccessPolicy"], job.Conditions());
        Assert.Equal("Matched rules at index 0", job.Message("Complete"));
    }

    [Fact]
    public async Task A_pod_failure_policy_fails_the_job_with_the_pod_and_the_rule_in_its_message()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("exit 42", """
            {"podFailurePolicy": {"rules": [{"action": "FailJob", "onExitCodes": {"operator": "In", "values": [42]}}]}}
            """));

        cluster.Pass(1);

        var job = await cluster.JobAsync();
        var pod = (string?)Assert.Single(await cluster.PodsAsync())["metadata"]!["name"];
        Assert.Equal(["FailureTarget=True PodFailurePolicy", "Failed=True PodFailurePolicy"], job.Conditions());
        Assert.Equal($"Container main for pod default/{pod} failed with exit code 42 matching FailJob rule at index 0", job.Message("Failed"));
    }

    [Fact]
    public async Task An_ignored_failure_is_tried_again_and_not_counted()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("fail-times 3", """
            {"backoffLimit": 0, "podFailurePolicy": {"rules": [{"action": "Ignore", "onExitCodes": {"operator": "In", "values": [1]}}]}}
            """));

        cluster.Pass(60);

        var job = await cluster.JobAsync();
        Assert.Equal("Complete=True CompletionsReached", job.Conditions()[^1]);
        Assert.Equal(0, job.Count("failed"));
    }

    [Fact]
    public async Task A_work_queue_is_done_when_one_pod_succeeded_and_none_is_left()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"parallelism": 3}"""));

        cluster.Pass(1);

        var job = await cluster.JobAsync();
        Assert.Null(job["spec"]!["completions"]);
        Assert.Equal("Complete=True CompletionsReached", job.Conditions()[^1]);
        Assert.Equal(3, job.Count("succeeded"));
    }
}
