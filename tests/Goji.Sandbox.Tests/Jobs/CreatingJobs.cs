using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class CreatingJobs
{
    [Fact]
    public async Task Omitted_fields_get_the_servers_defaults()
    {
        using var cluster = new TestCluster();
        var created = (await cluster.CreateAsync(TestJob.Of())).Body;

        var spec = created["spec"]!;
        var uid = (string)created["metadata"]!["uid"]!;
        Assert.Equal(
            "1 1 6 NonIndexed False TerminatingOrFailed",
            $"{spec["parallelism"]} {spec["completions"]} {spec["backoffLimit"]} {spec["completionMode"]} {(bool)spec["suspend"]!} {spec["podReplacementPolicy"]}");
        Assert.Equal(uid, (string?)spec["selector"]!["matchLabels"]!["batch.kubernetes.io/controller-uid"]);
        var labels = spec["template"]!["metadata"]!["labels"]!;
        Assert.Equal($"{uid} work {uid} work", $"{labels["controller-uid"]} {labels["job-name"]} {labels["batch.kubernetes.io/controller-uid"]} {labels["batch.kubernetes.io/job-name"]}");
        var pod = spec["template"]!["spec"]!;
        Assert.Equal("ClusterFirst default-scheduler 30", $"{pod["dnsPolicy"]} {pod["schedulerName"]} {pod["terminationGracePeriodSeconds"]}");
        var container = pod["containers"]![0]!;
        Assert.Equal("IfNotPresent /dev/termination-log File", $"{container["imagePullPolicy"]} {container["terminationMessagePath"]} {container["terminationMessagePolicy"]}");
        Assert.Equal("{}", created["status"]!.ToJsonString());
        Assert.Equal(1, (int?)created["metadata"]!["generation"]);
    }

    [Fact]
    public async Task Every_field_of_the_body_is_kept()
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of();
        job["spec"]!["template"]!["spec"]!["fieldOfTheFuture"] = new JsonObject { ["a"] = new JsonArray(1, "two", null) };
        await cluster.CreateAsync(job, "?fieldValidation=Ignore");

        var kept = (await cluster.JobAsync())["spec"]!["template"]!["spec"]!["fieldOfTheFuture"]!;

        Assert.Equal("""{"a":[1,"two",null]}""", kept.ToJsonString());
    }

    [Fact]
    public async Task A_name_is_generated_from_a_prefix()
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of();
        job["metadata"]!.AsObject().Remove("name");
        job["metadata"]!["generateName"] = "load-";

        var names = new HashSet<string?> { Name(await cluster.CreateAsync(job)), Name(await cluster.CreateAsync(job)) };

        Assert.Equal(2, names.Count);
        Assert.All(names, name => Assert.Matches("^load-[a-z0-9]{5}$", name));

        static string? Name(Answer answer) => (string?)answer.Body["metadata"]!["name"];
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of());

        var answer = await cluster.CreateAsync(TestJob.Of());

        Assert.Equal((409, "AlreadyExists", "jobs.batch \"work\" already exists"), (answer.Code, answer.Reason, answer.Message));
        Assert.Equal("""{"name":"work","group":"batch","kind":"jobs"}""", answer.Body["details"]!.ToJsonString());
        Assert.Single(cluster.Cluster.Audit.Jobs);
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_is_not_found()
    {
        using var cluster = new TestCluster();

        var answer = await cluster.PostAsync("apis/batch/v1/namespaces/nowhere/jobs", TestJob.Of());

        Assert.Equal((404, "NotFound", "namespaces \"nowhere\" not found"), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task A_namespace_other_than_that_of_the_address_is_refused()
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of();
        job["metadata"]!["namespace"] = "kube-system";

        var answer = await cluster.CreateAsync(job);

        Assert.Equal((400, "the namespace of the provided object does not match the namespace sent on the request"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task A_dry_run_is_answered_and_stores_nothing()
    {
        using var cluster = new TestCluster();

        var answer = await cluster.CreateAsync(TestJob.Of(), "?dryRun=All");

        Assert.Equal(201, answer.Code);
        Assert.NotNull(answer.Body["metadata"]!["uid"]);
        Assert.Equal(404, (await cluster.GetAsync($"{TestJob.Path}/work")).Code);
        Assert.Empty(cluster.Cluster.Audit.Jobs);
    }

    [Fact]
    public async Task The_audit_keeps_a_job_with_its_run_after_its_deletion()
    {
        using var cluster = new TestCluster();
        var uid = (string)(await cluster.CreateAsync(TestJob.Of())).Body["metadata"]!["uid"]!;
        cluster.Pass(7);
        await cluster.DeleteAsync($"{TestJob.Path}/work");

        var start = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [
                new SandboxAuditEntry(SandboxAuditKind.Created, "default", "work", uid, "run-of-work", start),
                new SandboxAuditEntry(SandboxAuditKind.Deleted, "default", "work", uid, "run-of-work", start.AddSeconds(7)),
            ],
            cluster.Cluster.Audit.Jobs);
        Assert.Equal(1, cluster.Cluster.Audit.Requests["create jobs"]);
    }

    [Fact]
    public async Task Every_answer_is_dated_by_the_clusters_clock()
    {
        using var cluster = new TestCluster();
        cluster.Pass(90);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 1, 30, TimeSpan.Zero), (await cluster.GetAsync("version")).Headers.Date);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 1, 30, TimeSpan.Zero), (await cluster.GetAsync("nowhere")).Headers.Date);
    }
}
