using System.Globalization;
using System.Net;
using Goji.Passes;
using Goji.Sandbox;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests.Faults;

/// <summary>Files that people move while their Jobs run, and obstacles that last: no pass commits twice for the same reason.</summary>
public sealed class MovedFiles(ITestOutputHelper output) : ChaosTest(output)
{
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("GOJI_CHAOS_MOVES") ?? "60", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_file_moved_back_to_the_queue_while_its_job_runs_starts_again_after_the_verdict()
    {
        Queue(("x.yaml", JobSet.Job("x", seconds: 30)));
        var options = NewClone();
        await PassAsync(options);
        Move("x.yaml", "processing", "queued");
        var before = Commits;

        for (var pass = 0; pass < 5; pass++)
        {
            var held = Assert.Single((await PassAsync(options)).Held);
            Assert.Contains("of the last attempt has no verdict yet", held.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(before, Commits);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await PassAsync(options);
        Assert.Equal(JobState.Succeeded, Assert.Single(Record("x.yaml").Attempts).State);
        Assert.Equal(["queued/x.yaml"], Jobs);
        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x", "x"], Created);
        Assert.Equal([JobState.Succeeded, JobState.Succeeded], Record("x.yaml").Attempts.Select(attempt => attempt.State));
    }

    [Fact]
    public async Task A_file_moved_back_during_a_waiting_pass_starts_again_in_the_same_pass()
    {
        Queue(("x.yaml", JobSet.Job("x", seconds: 2)));
        var options = NewClone();
        options.Wait = TimeSpan.FromHours(2);
        var runner = Runner(options, At(PassStep.Observe, () =>
        {
            Move("x.yaml", "processing", "queued");
            Clock.Advance(TimeSpan.FromSeconds(3));
        }));
        OnLine("processing/x.yaml: ", () => Clock.Advance(TimeSpan.FromSeconds(3)));

        await runner.ProcessAsync(CancellationToken.None);
        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x", "x"], Created);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("succeeded")]
    [InlineData(null)]
    public async Task The_verdict_of_a_job_whose_file_was_moved_or_deleted_is_recorded_and_the_file_stays(string? folder)
    {
        Queue(("x.yaml", JobSet.Job("x", "exit 3", spec: "ttlSecondsAfterFinished: 0", seconds: 30)));
        var options = NewClone();
        await PassAsync(options);
        Move("x.yaml", "processing", folder);

        var report = await PassAsync(options);
        Assert.Contains("The Job 'default/x' of 'x.yaml' still runs although its file", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await PassAsync(options);
        var tip = Origin.Tip;
        PassUntilQuiet();

        Assert.Equal(tip, Origin.Tip);
        Assert.Equal(folder is null ? [] : [$"{folder}/x.yaml"], Jobs);
        Assert.Equal(JobState.Failed, Record("x.yaml").Newest!.State);
        Assert.DoesNotContain(".goji/open.yaml", Origin.Files);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Cluster.Audit.Jobs.Count(entry => entry.Kind == SandboxAuditKind.Deleted));
    }

    [Fact]
    public async Task A_claim_whose_file_is_moved_away_before_its_job_was_created_is_closed()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        await DieAsync(PassStep.Create);
        Move("x.yaml", "processing", "failed");

        PassUntilQuiet();

        Assert.Equal(["failed/x.yaml"], Jobs);
        Assert.Empty(Created);
        Assert.Equal("NotStarted", Record("x.yaml").Newest!.Jobs[0].Reason);
    }

    [Fact]
    public async Task A_job_that_hangs_in_deletion_delays_no_other_and_costs_no_commits()
    {
        Queue(("x.yaml", JobSet.Job("x").Replace("  name: x\n", "  name: x\n  finalizers: [example.com/hold]\n", StringComparison.Ordinal)));
        PassUntilQuiet();
        Move("x.yaml", "succeeded", "queued");
        Queue(("z.yaml", JobSet.Job("z")));
        var options = NewClone();
        var impatient = Runner(options, meddle: (request, send) =>
        {
            Clock.Advance(TimeSpan.FromSeconds(Interference.IsReadOfJob(request) ? 1 : 0));
            return send();
        });

        await impatient.ProcessAsync(CancellationToken.None);
        Assert.Equal(["x", "z"], Created);
        Clock.Advance(TimeSpan.FromSeconds(2));
        await PassAsync(options);
        var tip = Origin.Tip;
        GojiReport report = null!;
        for (var pass = 0; pass < 20; pass++)
        {
            Clock.Advance(TimeSpan.FromSeconds(29));
            report = await PassAsync(options);
        }

        Assert.Equal(tip, Origin.Tip);
        Assert.Equal(["queued/x.yaml", "succeeded/z.yaml"], Jobs);
        Assert.EndsWith(
            "is being deleted and is not gone yet. Its finalizers hold it: example.com/hold. It starts when they have been removed.",
            Assert.Single(report.Held).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exceeded quota: jobs, requested: count/jobs.batch=1, used: count/jobs.batch=2, limited: count/jobs.batch=2")]
    [InlineData("unable to create new content in namespace default because it is being terminated")]
    [InlineData("Internal error occurred: failed calling webhook \"jobs.example.com\": connection refused", HttpStatusCode.InternalServerError)]
    public async Task A_job_refused_only_after_its_claim_is_claimed_again_after_growing_pauses(
        string message, HttpStatusCode code = HttpStatusCode.Forbidden)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var runner = Runner(NewClone(), meddle: (request, send) => Interference.IsCreate(request)
            ? Task.FromResult(code == HttpStatusCode.Forbidden
                ? Interference.Status(code, "Forbidden", $"jobs.batch \"x\" is forbidden: {message}")
                : Interference.Status(code, "InternalError", message))
            : send());
        var before = Commits;

        for (var pass = 0; pass < 120; pass++)
        {
            await runner.ProcessAsync(CancellationToken.None);
            Clock.Advance(TimeSpan.FromSeconds(5));
        }

        // Two commits for each of the claims of the first ten minutes: at once, and after 0, 30, 60, 120 and 240 seconds.
        Assert.InRange(Commits - before, 2, 12);
        Assert.Equal(["queued/x.yaml"], Jobs);
        PassUntilQuiet(3601);
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
        Assert.DoesNotContain(".goji/open.yaml", Origin.Files);
    }

    [Fact]
    public async Task A_job_refused_in_the_dry_run_too_is_held_without_further_commits()
    {
        Queue(("a.yaml", JobSet.Job("a", seconds: 100_000)), ("big.yaml", JobSet.Job("big")));
        var runner = Runner(NewClone(), meddle: async (request, send) =>
            Interference.IsCreateOrDryRun(request) && (await request.Content!.ReadAsStringAsync()).Contains("\"big\"", StringComparison.Ordinal)
                ? Interference.FullQuota("big")
                : await send());
        await runner.ProcessAsync(CancellationToken.None);
        var tip = Origin.Tip;

        for (var pass = 0; pass < 20; pass++)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await runner.ProcessAsync(CancellationToken.None);
        }

        Assert.Equal(tip, Origin.Tip);
        Assert.Equal(["processing/a.yaml", "queued/big.yaml"], Jobs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_move_by_a_person_causes_a_few_commits_and_none_causes_them_forever(int seed)
    {
        Output.WriteLine($"Seed {seed}, {Rounds} rounds.");
        var random = new Random(seed);
        var names = Enumerable.Range(0, 8).Select(number => $"job-{number}.yaml").ToList();
        var changes = 0;
        var options = NewClone();
        Queue([.. names.Select(name => (name, JobSet.Job(Path.GetFileNameWithoutExtension(name), seconds: random.Next(1, 60))))]);
        var before = Commits;
        for (var round = 0; round < Rounds; round++)
        {
            if (random.Next(3) == 0 && Jobs is { Count: > 0 } jobs)
            {
                var job = jobs[random.Next(jobs.Count)];
                var (folder, name) = (job.Split('/')[0], job.Split('/')[1]);
                var to = (string?[])["queued", "queued", "processing", "failed", "succeeded", null];
                var target = to[random.Next(to.Length)];
                if (target != folder && !jobs.Contains($"{target}/{name}"))
                {
                    Move(name, folder, target);
                    changes++;
                }
            }

            Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 20)));
            await PassAsync(options);
        }

        PassUntilQuiet();
        Output.WriteLine($"{changes} changes, {Commits - before} commits.");

        // A run of a job is claimed, started, judged and moved: four commits, and one of the person.
        Assert.InRange(Commits - before, 0, (names.Count + changes) * 5);
        Assert.DoesNotContain(Jobs, job => job.StartsWith("processing/", StringComparison.Ordinal) || job.StartsWith("queued/", StringComparison.Ordinal));
        Assert.All(names.Where(name => Origin.Files.Contains($".goji/runs/{name}")), name =>
            Assert.All(Record(name).Attempts, attempt => Assert.False(attempt.IsOpen, $"{name}: {attempt}")));
    }

    private int Commits => int.Parse(Origin.Git("rev-list", "--count", Origin.Branch), CultureInfo.InvariantCulture);

    private void Move(string name, string from, string? to)
    {
        var content = Origin.Show($"{from}/{name}") + "\n";
        Origin.Commit($"Move {name}", to is null ? [($"{from}/{name}", null)] : [($"{from}/{name}", null), ($"{to}/{name}", content)]);
    }
}
