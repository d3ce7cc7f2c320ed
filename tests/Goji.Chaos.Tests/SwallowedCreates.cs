using System.Globalization;
using Goji.Chaos.Tests.Faults;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>
/// Requests to create a Job that are never answered, while the cluster answers that the Job does not exist. The claim stays, because the Job
/// may still come to be; but it is not renewed by one commit after the other.
/// </summary>
public sealed class SwallowedCreates(ITestOutputHelper output) : ChaosTest(output)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(31);
    private static readonly int Passes = ChaosSettings.Rounds(100);

    private Func<HttpRequestMessage, bool> isSwallowed = _ => false;
    private (Uri Address, byte[] Job)? onItsWay;

    private int Commits => int.Parse(Origin.Git("rev-list", "--count", Origin.Branch), CultureInfo.InvariantCulture);

    private int Renewals => Origin.Git("log", "--format=%s", Origin.Branch).Split('\n').Count(subject => subject.Contains("claim renewed", StringComparison.Ordinal));

    [Fact]
    public async Task A_cluster_that_never_answers_creates_gets_one_claim_in_any_number_of_passes()
    {
        isSwallowed = Interference.IsCreateOrDryRun;
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();
        await PassAsync(options, 1);
        var before = Commits;

        var report = await PassAsync(options, Passes);

        Assert.Equal(before, Commits);
        Assert.Equal(["processing/x.yaml"], Jobs);
        Assert.Contains("Could not create the Job in namespace 'default'", Assert.Single(report.Jobs).Reason, StringComparison.Ordinal);
        Assert.Contains(report.Warnings, warning => warning.Contains("'processing/x.yaml' is claimed but not started", StringComparison.Ordinal));
        isSwallowed = _ => false;
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_pass_that_waits_makes_no_more_commits_than_one_that_does_not()
    {
        isSwallowed = Interference.IsCreateOrDryRun;
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();
        options.Wait = TimeSpan.FromHours(2);
        options.Patience = options.Patience with { RequestTimeout = TimeSpan.FromDays(1) };
        var silences = 0;
        OnLine("Created Job", () => Clock.Advance(TimeSpan.FromSeconds(5)));
        OnLine("Trying again in", () =>
        {
            Clock.Advance(TimeSpan.FromMinutes(2));
            if (++silences == 20)
            {
                isSwallowed = _ => false;
            }
        });

        var report = await Runner(options, meddle: Swallow, time: new BorrowedClock(Clock, hurry: 500)).ProcessAsync(CancellationToken.None);

        Assert.Equal(JobState.Succeeded, Assert.Single(report.Jobs).After);
        Assert.Equal(20, silences);
        Assert.Equal(["x"], Created);

        // The world changed once: the claim was renewed for that.
        Assert.Equal(1, Renewals);
    }

    [Fact]
    public async Task A_cluster_that_answers_only_dry_runs_is_retried_after_doubling_pauses()
    {
        isSwallowed = request => Interference.IsCreate(request);
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();

        var report = await PassAsync(options, Passes);

        Output.WriteLine($"{Renewals} renewals, {Commits} commits.");
        Assert.InRange(Renewals, 3, 3 + Math.Log2(Passes));
        Assert.Contains("none of its Jobs was started", Assert.Single(report.Jobs).Reason, StringComparison.Ordinal);
        isSwallowed = _ => false;
        PassUntilQuiet(3601);
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
        Assert.DoesNotContain("returned:", Origin.Files.Contains(".goji/open.yaml") ? Origin.Show(".goji/open.yaml") : "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_create_that_lands_late_is_found_and_nothing_else_is_created(bool areDryRunsAnswered)
    {
        isSwallowed = areDryRunsAnswered ? Interference.IsCreate : Interference.IsCreateOrDryRun;
        Queue(("x.yaml", JobSet.Job("x", seconds: 1_000_000)));
        var options = NewClone();
        await PassAsync(options, 20);

        using (var network = new HttpClient(Cluster.CreateHandler()))
        using (var job = new ByteArrayContent(onItsWay!.Value.Job))
        {
            job.Headers.ContentType = new("application/json");
            (await network.PostAsync(onItsWay.Value.Address, job)).EnsureSuccessStatusCode().Dispose();
        }

        await PassAsync(options, 3);

        Assert.NotNull(Record("x.yaml").Newest!.Jobs[0].Uid);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task One_job_whose_create_gets_no_response_stops_no_other()
    {
        isSwallowed = request => Interference.IsCreateOrDryRun(request) && request.Content!.ReadAsStringAsync().GetAwaiter().GetResult()
            .Contains("\"name\":\"a-swallowed\"", StringComparison.Ordinal);
        var options = NewClone();
        Queue(("a-swallowed.yaml", JobSet.Job("a-swallowed")));
        await PassAsync(options, 3);
        Queue(("good.yaml", JobSet.Job("good")));

        await PassAsync(options, 3);

        Assert.Equal(["processing/a-swallowed.yaml", "succeeded/good.yaml"], Jobs);
    }

    private async Task<GojiReport> PassAsync(GojiOptions options, int passes)
    {
        GojiReport? report = null;
        for (var pass = 0; pass < passes; pass++)
        {
            Clock.Advance(TimeSpan.FromSeconds(30));
            report = await Runner(options, meddle: Swallow).ProcessAsync(CancellationToken.None);
        }

        return report!;
    }

    private async Task<HttpResponseMessage> Swallow(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        if (!isSwallowed(request))
        {
            return await send();
        }

        onItsWay ??= Interference.IsCreate(request) ? (request.RequestUri!, await request.Content!.ReadAsByteArrayAsync()) : null;
        Clock.Advance(Silence);
        throw new HttpRequestException("No answer.");
    }
}
