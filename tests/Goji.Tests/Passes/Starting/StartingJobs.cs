using System.Text;
using Goji.Passes;
using Goji.Passes.Deciding;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;
using Goji.Tests.Git;
using Goji.Tests.Passes.Deciding;

namespace Goji.Tests.Passes.Starting;

/// <summary>What each answer of the cluster to a create means for the claim: each fact in milliseconds, without git or a cluster.</summary>
public sealed class StartingJobs : IDisposable
{
    private const string Repository = "repository-id";
    private const string Run = "run-2";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeSnapshot snapshot = new();
    private readonly SkippingTime time = new(Now);
    private readonly FakeCluster cluster;
    private readonly RecordedLog log = new();

    public StartingJobs() => cluster = new(time);

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Created_Job_is_in_the_attempt_with_its_uid()
    {
        var result = await StartAsync("x");

        Assert.Equal(["default/x uid-1"], Jobs(result));
        Assert.Equal(["create x"], cluster.Requests);
    }

    [Theory]
    [InlineData("Invalid", false, false, "refused")]
    [InlineData("NotFound", false, false, "refused")]
    [InlineData("Conflict", false, false, "refused")]
    [InlineData("Forbidden", false, false, "back to the queue")]
    [InlineData("QuotaExceeded", false, false, "back to the queue")]
    [InlineData("NamespaceTerminating", false, false, "back to the queue")]
    [InlineData("Contended", false, false, "back to the queue")]
    [InlineData("Unavailable", true, true, "back to the queue")]
    [InlineData("Invalid", true, false, "left, uncertain")]
    [InlineData("Unavailable", true, false, "left, uncertain, outage")]
    [InlineData("Unavailable", false, false, "left, outage")]
    [InlineData("Unauthorized", false, false, "left, outage")]
    [InlineData("Outdated", false, false, "stale")]
    [InlineData("Outdated", true, false, "stale, uncertain")]
    public async Task Answer_decides_about_the_claim(string failure, bool mayHaveActed, bool isServerFault, string expected)
    {
        cluster.Fail(Enum.Parse<ClusterFailure>(failure), mayHaveActed, isServerFault);

        Assert.Equal(expected, Words(await StartAsync("x")));
    }

    [Theory]
    [InlineData("QuotaExceeded", false)]
    [InlineData("Invalid", false)]
    [InlineData("Unavailable", true)]
    public async Task Refusal_after_a_lost_answer_finds_the_Job_that_was_created(string failure, bool isServerFault)
    {
        cluster.Fail(Enum.Parse<ClusterFailure>(failure), mayHaveActed: true, isServerFault).With(Existing() with { RunId = Run });

        Assert.Equal(["default/x there"], Jobs(await StartAsync("x")));
    }

    [Fact]
    public async Task Job_of_the_same_run_is_adopted()
    {
        cluster.With(Existing() with { RunId = Run });

        Assert.Equal(["default/x there"], Jobs(await StartAsync("x")));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("run-1", "another")]
    public async Task Foreign_Job_of_the_name_is_not_touched_and_refuses_the_file(string? run, string? repository)
    {
        cluster.With(Existing() with { RunId = run, RepositoryId = repository });

        var result = await StartAsync("x");

        Assert.Equal("refused", Words(result));
        Assert.StartsWith("A Job 'default/x' exists (UID there)", result.Attempt.Jobs[0].Message, StringComparison.Ordinal);
        Assert.Equal(["create x"], cluster.Requests);
    }

    [Fact]
    public async Task Running_Job_of_an_earlier_attempt_returns_the_claim()
    {
        cluster.With(Existing());

        var result = await StartAsync("x");

        Assert.Equal("The Job 'default/x' of an earlier attempt still runs. It starts when that one has finished.", result.ReturnReason);
    }

    [Fact]
    public async Task Finished_Job_without_a_recorded_verdict_is_kept_and_returns_the_claim()
    {
        cluster.With(Finished());

        var result = await StartAsync("x");

        Assert.StartsWith("A finished Job 'default/x' (run run-1) has this name, and no run record", result.ReturnReason, StringComparison.Ordinal);
        Assert.True(cluster.Jobs.ContainsKey("x"));
    }

    [Fact]
    public async Task Finished_Job_with_a_recorded_verdict_is_replaced()
    {
        var earlier = new Attempt("run-1", Now, "me") { Jobs = [new("default", "x") { Uid = "there", Outcome = JobOutcome.Succeeded }] };
        snapshot.With(RunRecord.PathOf("x.yaml"), Encoding.UTF8.GetString(RunRecordYaml.Write(new([earlier]))));
        cluster.With(Finished());

        var result = await StartAsync("x");

        Assert.Equal(["default/x uid-1"], Jobs(result));
        Assert.Equal(["create x", "delete x", "create x"], cluster.Requests);
    }

    [Fact]
    public async Task Job_that_hangs_in_deletion_returns_the_claim_after_the_timeout()
    {
        cluster.With(Existing() with { DeletionAt = Now, Finalizers = ["example.com/hold"] });

        var result = await StartAsync("x");

        Assert.Contains("Its finalizers hold it: example.com/hold.", result.ReturnReason, StringComparison.Ordinal);
        Assert.InRange(time.GetUtcNow() - Now, JobStarter.DeletionTimeout, JobStarter.DeletionTimeout * 2);
    }

    [Fact]
    public async Task Claim_older_than_half_of_its_time_creates_and_deletes_nothing()
    {
        cluster.With(Finished());
        cluster.Fail(ClusterFailure.AlreadyExists).BeforeCreate = _ => time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal("stale", Words(await StartAsync("x")));
        Assert.Equal(["create x"], cluster.Requests);
    }

    [Fact]
    public async Task Several_Jobs_are_checked_by_a_dry_run_before_the_first_is_created()
    {
        var result = await StartAsync("x", "z");

        Assert.Equal(["dry run x", "dry run z", "create x", "create z"], cluster.Requests);
        Assert.Equal(["default/x uid-1", "default/z uid-2"], Jobs(result));
    }

    [Fact]
    public async Task Refusal_in_the_dry_run_refuses_all_Jobs_of_the_file()
    {
        cluster.Fail(ClusterFailure.Invalid);

        Assert.Equal("refused, refused", Words(await StartAsync("x", "z")));
        Assert.Equal(["dry run x"], cluster.Requests);
    }

    [Fact]
    public async Task Obstacle_for_the_second_Job_keeps_the_claim_because_the_first_one_is_started()
    {
        cluster.BeforeCreate = name => _ = name == "z" ? cluster.Fail(ClusterFailure.QuotaExceeded) : null;

        var result = await StartAsync("x", "z");

        Assert.Equal("left", Words(result));
        Assert.Equal(["default/x uid-1", "default/z "], Jobs(result));
    }

    [Fact]
    public async Task Job_that_was_started_before_is_not_created_again()
    {
        var order = Order("x", "z");
        order = order with { Attempt = order.Attempt with { Jobs = [order.Attempt.Jobs[0] with { Uid = "before" }, order.Attempt.Jobs[1]] } };

        var result = await StartAsync(order);

        Assert.Equal(["create z"], cluster.Requests);
        Assert.Equal(["default/x before", "default/z uid-1"], Jobs(result));
    }

    private Task<StartResult> StartAsync(params string[] names) => StartAsync(Order(names));

    private async Task<StartResult> StartAsync(StartOrder order)
    {
        var options = new GojiOptions { ClaimTime = TimeSpan.FromSeconds(60) };
        var starter = new Starter(new(options, "me", null!, log, time, NoProbe.Instance), cluster, Repository, snapshot);
        return Assert.Single(await starter.StartAsync([order], CancellationToken.None));
    }

    private StartOrder Order(params string[] names)
    {
        var file = snapshot.With("processing/x.yaml", string.Join("---\n", names.Select(Job))).Find(JobState.Processing, "x.yaml")!;
        var prepared = new ManifestStore(new("default", [], []), "here", time, new()).PrepareAgain(snapshot, file, Repository, Run);
        return new(file, new(Run, Now, "me") { Jobs = [.. prepared.Jobs.Select(job => job.ToRun())] }, prepared);
    }

    private static ObservedJob Existing() => new("default", "x", "there") { RunId = "run-1", RepositoryId = Repository, File = "x.yaml" };

    private static ObservedJob Finished() => Existing() with { Conditions = [new("Complete", "True", "", "", null)] };

    private static IReadOnlyList<string> Jobs(StartResult result) => [.. result.Attempt.Jobs.Select(run => $"{run} {run.Uid}")];

    /// <summary>The result in words, the refused Jobs first.</summary>
    private static string Words(StartResult result) => string.Join(", ", result.Attempt.Jobs.Where(run => run.Reason == "Refused").Select(_ => "refused")
        .Concat(result.ReturnReason is null ? [] : ["back to the queue"])
        .Concat(result.Left is null ? [] : ["left"])
        .Concat(result.IsStale ? ["stale"] : [])
        .Concat(result.IsUncertain ? ["uncertain"] : [])
        .Concat(result.Outage is null ? [] : ["outage"]));

    private static string Job(string name) =>
        $"apiVersion: batch/v1\nkind: Job\nmetadata: {{name: {name}}}\nspec: {{template: {{spec: {{restartPolicy: Never, containers: [{{name: a, image: b}}]}}}}}}\n";
}
