using Goji.Passes.Deciding;
using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;

namespace Goji.Tests.Passes.Deciding;

/// <summary>What is decided about queued files: each fact in milliseconds, without git or a cluster.</summary>
public sealed class DecidingAboutQueuedFiles
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeSnapshot snapshot = new();
    private readonly GojiOptions options = new();
    private readonly UnannotatedContents unmarked = new();

    [Fact]
    public void Files_start_by_priority_and_then_by_path()
    {
        Queue("a.yaml").Queue("b.yaml", "goji.run/priority: \"10\"").Queue("c.yaml", "goji.run/priority: \"10\"").Queue("d.yaml", "goji.run/priority: \"-1\"");
        options.MaxProcessing = 3;

        Assert.Equal(["claim b.yaml", "claim c.yaml", "claim a.yaml", "hold d.yaml"], Words());
    }

    [Fact]
    public void File_without_predecessors_starts_and_its_successors_are_held_with_the_whole_chain()
    {
        Queue("migrate.yaml").Queue("seed.yaml", "goji.run/after: migrate.yaml").Queue("test.yaml", "goji.run/after: seed.yaml");

        Assert.Equal(["claim migrate.yaml", "hold seed.yaml", "hold test.yaml"], Words());
        Assert.Equal("It waits for 'queued/seed.yaml', which waits for 'queued/migrate.yaml'.", Reason("test.yaml"));
    }

    [Fact]
    public void File_waits_for_a_predecessor_in_processing()
    {
        snapshot.With("processing/migrate.yaml", Job("migrate")).WithRecord("migrate.yaml", outcome: null);
        Queue("seed.yaml", "goji.run/after: migrate.yaml");

        Assert.Equal("It waits for 'processing/migrate.yaml'.", Reason("seed.yaml"));
    }

    [Theory]
    [InlineData(JobState.Succeeded, "succeeded", "claim")]
    [InlineData(JobState.Succeeded, null, "claim")]
    [InlineData(null, "succeeded", "claim")]
    [InlineData(JobState.Failed, "failed", "hold: It waits for 'failed/migrate.yaml', which has failed.")]
    [InlineData(JobState.Unknown, "unknown", "hold: It waits for 'unknown/migrate.yaml', which ended in a state that is not known.")]
    [InlineData(JobState.Failed, null, "hold: It waits for 'migrate.yaml', whose last attempt did not succeed.")]
    [InlineData(JobState.Failed, "succeeded", "hold: It waits for 'migrate.yaml', whose last attempt did not succeed.")]
    [InlineData(null, null, "hold: It waits for 'migrate.yaml', of which the repository has neither a file nor a record.")]
    public void File_starts_only_after_its_predecessor_has_succeeded(JobState? outcome, string? folder, string expected)
    {
        if (outcome is not null)
        {
            snapshot.WithRecord("migrate.yaml", outcome);
        }

        if (folder is not null)
        {
            snapshot.With($"{folder}/migrate.yaml", Job("migrate"));
        }

        Queue("seed.yaml", "goji.run/after: migrate.yaml");

        var decision = Assert.Single(Decide());
        var text = decision is Decision.Hold hold ? $"hold: {hold.Reason}" : Word(decision);
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_wait_for_each_other_are_named()
    {
        Queue("a.yaml", "goji.run/after: b.yaml").Queue("b.yaml", "goji.run/after: c.yaml").Queue("c.yaml", "goji.run/after: b.yaml");

        Assert.StartsWith("The files 'b.yaml' -> 'c.yaml' -> 'b.yaml' wait for each other", Reason("a.yaml"), StringComparison.Ordinal);
        Assert.Equal(3, Decide().OfType<Decision.Hold>().Count());
    }

    [Fact]
    public void Files_that_wait_for_each_other_by_a_second_name_are_named()
    {
        snapshot.With("processing/run.yaml", Job("run")).WithRecord("run.yaml", outcome: null);
        Queue("a.yaml", "goji.run/after: \"run.yaml, b.yaml\"").Queue("b.yaml", "goji.run/after: \"run.yaml, a.yaml\"");

        Assert.StartsWith("The files 'a.yaml' -> 'b.yaml' -> 'a.yaml' wait for each other", Reason("a.yaml"), StringComparison.Ordinal);
        Assert.StartsWith("The files 'b.yaml' -> 'a.yaml' -> 'b.yaml' wait for each other", Reason("b.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_of_a_group_starts_and_the_others_wait_for_it()
    {
        Queue("a.yaml", "goji.run/group: orders-db").Queue("b.yaml", "goji.run/group: orders-db").Queue("c.yaml");

        Assert.Equal(["claim a.yaml", "hold b.yaml", "claim c.yaml"], Words());
        Assert.Equal("The group 'orders-db' may have 1 file in processing/, and has 'queued/a.yaml'. It starts when there is room.", Reason("b.yaml"));
    }

    [Fact]
    public void File_of_the_group_in_processing_counts_and_so_does_one_that_was_moved_while_its_job_runs()
    {
        options.GroupLimits.Add("orders-db=2");
        snapshot.With("processing/a.yaml", Job("a", "goji.run/group: orders-db")).WithRecord("a.yaml", outcome: null);
        snapshot.With("failed/b.yaml", Job("b", "goji.run/group: orders-db")).WithRecord("b.yaml", outcome: null);
        snapshot.With(".goji/open.yaml", "files:\n- file: \"b.yaml\"\n");
        Queue("c.yaml", "goji.run/group: orders-db");

        Assert.Equal(
            "The group 'orders-db' may have 2 files in processing/, and has 'processing/a.yaml', 'failed/b.yaml'. It starts when there is room.", Reason("c.yaml"));
    }

    [Fact]
    public void Namespace_has_no_more_files_than_its_limit()
    {
        options.NamespaceLimits.Add("default=1");
        Queue("a.yaml").Queue("b.yaml");

        Assert.Equal(["claim a.yaml", "hold b.yaml"], Words());
    }

    [Theory]
    [InlineData("goji.run/not-before: \"2026-11-22T12:00:01Z\"", "hold")]
    [InlineData("goji.run/not-before: \"2026-11-22T13:00:00+01:00\"", "claim")]
    [InlineData("goji.run/expires: \"2026-11-22T12:00:01Z\"", "claim")]
    [InlineData("goji.run/expires: \"2026-11-22T12:00:00Z\"", "reject Expired")]
    [InlineData("goji.run/cancel: wrong tag", "reject Cancelled")]
    [InlineData("goji.run/cancel: \"false\"", "claim")]
    [InlineData("goji.run/expires: tomorrow", "reject Refused")]
    [InlineData("goji.run/not-before: 2026-11-22", "reject Refused")]
    [InlineData("goji.run/not-before: \"2026-11-22T02:00:00\"", "reject Refused")]
    [InlineData("goji.run/not-before: \"2026-11-22T12:00:00.0z\"", "claim")]
    [InlineData("goji.run/not_before: \"2999-11-22T02:00:00Z\"", "reject Refused")]
    [InlineData("goji.run/After: y.yaml", "reject Refused")]
    [InlineData("goji.run/ttl: \"600\"", "claim")]
    [InlineData("goji.run/priority: high", "reject Refused")]
    [InlineData("goji.run/after: x.yaml", "reject Refused")]
    [InlineData("goji.run/after: \" , \"", "reject Refused")]
    [InlineData("goji.run/group: \"a b\"", "reject Refused")]
    public void Times_are_kept_and_wrong_annotations_are_refused(string annotation, string expected)
    {
        Queue("x.yaml", annotation);

        Assert.Equal($"{expected} x.yaml", Assert.Single(Words()));
    }

    [Fact]
    public void Held_file_expires_too()
    {
        snapshot.With("processing/a.yaml", Job("same")).WithRecord("a.yaml", outcome: null);
        snapshot.With("queued/b.yaml", Job("a.yaml", "goji.run/expires: \"2026-11-22T12:00:00Z\""));
        Assert.Equal(["reject Expired b.yaml"], Words());

        snapshot.With("queued/b.yaml", Job("a.yaml", "goji.run/expires: \"2026-11-22T12:00:01Z\""));
        Assert.Equal("'processing/a.yaml' names the same Job, 'default/a.yaml'. It starts when that one has finished.", Reason("b.yaml"));
    }

    [Theory]
    [InlineData("goji.run/not-before: \"2026-11-22T13:00:00Z\"", "13:00")]
    [InlineData("goji.run/not-before: \"2026-11-22T13:00:00Z\"\n    goji.run/expires: \"2026-11-22T14:00:00Z\"", "13:00")]
    [InlineData("goji.run/not-before: \"2026-11-22T15:00:00Z\"\n    goji.run/expires: \"2026-11-22T14:00:00Z\"", "14:00")]
    [InlineData("goji.run/after: none.yaml\n    goji.run/expires: \"2026-11-22T14:00:00Z\"", "14:00")]
    [InlineData("goji.run/after: none.yaml", null)]
    public void Held_file_is_due_when_time_changes_its_decision(string annotations, string? due)
    {
        Queue("x.yaml", annotations);

        Assert.Equal(due, Assert.IsType<Decision.Hold>(Assert.Single(Decide())).DueAt?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Files_without_annotations_are_read_once_for_all_decisions_of_a_server()
    {
        options.MaxProcessing = 0;
        Queue("a.yaml").Queue("b.yaml", "goji.run/priority: \"1\"").Queue("c.yaml");
        Assert.Equal(["hold b.yaml", "hold a.yaml", "hold c.yaml"], Words());
        Assert.Equal(["queued/a.yaml", "queued/b.yaml", "queued/c.yaml"], snapshot.Reads);

        Queue("c.yaml", "goji.run/priority: \"2\"");
        snapshot.Reads.Clear();

        Assert.Equal(["hold c.yaml", "hold b.yaml", "hold a.yaml"], Words());
        Assert.Equal(["queued/b.yaml", "queued/c.yaml"], snapshot.Reads);
    }

    [Fact]
    public void Annotations_of_all_jobs_of_a_file_count()
    {
        snapshot.With("queued/two.yaml", Job("one", "goji.run/group: a") + "\n---\n" + Job("two", "goji.run/after: first.yaml"));

        Assert.StartsWith("It waits for 'first.yaml'", Reason("two.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_file_fails_although_nothing_else_may_leave_the_queue()
    {
        options.MaxProcessing = 0;
        Queue("a.yaml").Queue("b.yaml", "goji.run/cancel: x").Queue("c.yaml", "goji.run/cancel: y");
        snapshot.With("queued/d.yaml", Job("d", "goji.run/cancel: z") + "\n---\nkind: Pod");
        snapshot.WithRecord("c.yaml", outcome: null);

        Assert.Equal(["hold a.yaml", "reject Cancelled b.yaml", "hold c.yaml", "reject Cancelled d.yaml"], Words());
    }

    [Fact]
    public void File_whose_last_attempt_is_open_is_held()
    {
        Queue("x.yaml");
        snapshot.WithRecord("x.yaml", outcome: null);

        Assert.StartsWith("The Job 'default/x.yaml' of the last attempt has no verdict", Reason("x.yaml"), StringComparison.Ordinal);
    }

    private static string Job(string name, string annotation = "{}") =>
        $"apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {name}\n  annotations:\n    {annotation}\nspec:\n  template:\n    spec:\n"
        + "      restartPolicy: Never\n      containers: [{name: main, image: busybox}]";

    private static string Word(Decision decision) => decision switch
    {
        Decision.Claim => "claim",
        Decision.Hold => "hold",
        Decision.Reject reject => $"reject {reject.Word}",
        _ => "discard",
    };

    private DecidingAboutQueuedFiles Queue(string path, string annotation = "{}")
    {
        snapshot.With($"queued/{path}", Job(Path.GetFileNameWithoutExtension(path), annotation));
        return this;
    }

    private IReadOnlyList<Decision> Decide()
    {
        var manifests = new ManifestStore(new("default", [], []), "here", TimeProvider.System, unmarked);
        var takeover = new TakeoverRule(new("cluster", ClusterProofs.None), () => Now, "me", TimeSpan.FromSeconds(60));
        var queue = new QueueDecider(new(options, manifests, takeover, PolicyBounds.None, () => Now));
        var state = new QueueState(snapshot, Guid.Empty.ToString(), snapshot.ReadProcessing(), snapshot.ReadAway(), ClusterFacts.None);
        return queue.Decide(snapshot.List(JobState.Queued), state, 1000).Decisions;
    }

    private IReadOnlyList<string> Words() => [.. Decide().Select(decision => $"{Word(decision)} {decision.File.Path}")];

    private string Reason(string path) => Decide().OfType<Decision.Hold>().Single(hold => hold.File.Path == path).Reason;
}
