using Goji.Passes;
using Goji.Sandbox;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>A remote or an API server that is away while a pass waits.</summary>
public sealed class Outages(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Begin = "The pass goes on waiting and tries again.";
    private const string End = "answers again";

    public static TheoryData<string> Steps =>
        [.. new[] { PassStep.Fetch, PassStep.ClaimPush, PassStep.Create, PassStep.Observe, PassStep.RecordPush }.Select(step => step.ToString())];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_remote_that_is_away_for_a_while_ends_no_wait_and_is_reported_once_when_it_goes_and_once_when_it_comes(string step)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var away = Origin.Path + ".away";
        OnLine(Begin, () => Directory.Move(away, Origin.Path));

        var report = await WaitAsync(At(Enum.Parse<PassStep>(step), () => Directory.Move(Origin.Path, away)));

        Assert.Equal(JobState.Succeeded, Assert.Single(report.Jobs).After);
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal((1, 1), (Count(Begin), Count(End)));
        Assert.Equal(["x"], Created);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_api_server_that_is_away_for_a_while_ends_no_wait_either(string step)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        OnLine(Begin, () =>
        {
            Cluster.Faults.IsDown = false;
            Clock.Advance(TimeSpan.FromSeconds(61));
        });

        await WaitAsync(At(Enum.Parse<PassStep>(step), () => Cluster.Faults.IsDown = true));

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal((1, 1), (Count(Begin), Count(End)));
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_cluster_that_never_answers_is_waited_for_until_the_time_is_over_and_no_longer()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        Cluster.Faults.Add(new(SandboxFaultKind.Hang));
        var options = NewClone();
        options.Wait = TimeSpan.FromSeconds(10);
        options.Patience = new() { RequestTimeout = TimeSpan.FromDays(1) };

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => PassAsync(options));

        Assert.Contains("the time to wait is over", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["queued/x.yaml"], Jobs);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_while_it_is_waited_for()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var fault = new CancellationTokenSource();
        Cluster.Faults.Add(new(SandboxFaultKind.Hang));
        OnLine("has not answered for", fault.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().ProcessAsync(fault.Token));

        Assert.Contains(Lines, line => line.Contains("The cluster 'http://sandbox' has not answered for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_who_stops_a_pass_during_an_outage_waits_for_nothing()
    {
        Queue(("x.yaml", JobSet.Job("x", seconds: 3600)));
        using var stop = new CancellationTokenSource();
        OnLine(Begin, stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitAsync(At(PassStep.Observe, () => Cluster.Faults.IsDown = true), stop.Token));

        Assert.NotNull(Record("x.yaml").Newest!.Jobs[0].Uid);
    }

    [Fact]
    public async Task A_pass_without_time_to_wait_asks_a_remote_several_times_before_it_fails()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var away = Origin.Path + ".away";
        var fetches = 0;
        var probe = new EachFetch(() =>
        {
            if (++fetches == 3)
            {
                Directory.Move(away, Origin.Path);
            }
        });
        Directory.Move(Origin.Path, away);

        await Runner(OptionsOf(away), probe).ProcessAsync(CancellationToken.None);

        Assert.Equal(3, fetches);
        Assert.Equal(["x"], Created);
    }

    private GojiOptions OptionsOf(string away)
    {
        Directory.Move(away, Origin.Path);
        var options = NewClone();
        Directory.Move(Origin.Path, away);
        return options;
    }

    private Task<GojiReport> WaitAsync(IPassProbe probe, CancellationToken cancellationToken = default)
    {
        var options = NewClone();
        options.Wait = TimeSpan.FromHours(2);
        options.Patience = new() { FirstPause = TimeSpan.Zero };
        options.PollInterval = TimeSpan.FromSeconds(1);
        OnLine("processing/x.yaml: ", () => Clock.Advance(TimeSpan.FromSeconds(2)));
        return Runner(options, probe).ProcessAsync(cancellationToken);
    }

    private int Count(string words) => Lines.Count(line => line.Contains(words, StringComparison.Ordinal));

    private sealed class EachFetch(Action act) : IPassProbe
    {
        public void Before(PassStep step)
        {
            if (step == PassStep.Fetch)
            {
                act();
            }
        }

        public void After(PassStep step)
        {
        }
    }
}
