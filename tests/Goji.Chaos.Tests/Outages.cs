using Goji.Chaos.Tests.Faults;
using Goji.Passes;
using Goji.Sandbox;
using Goji.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>A remote or an API server that is away while a pass waits, at each step of the protocol.</summary>
public sealed class Outages(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Begin = "The pass continues to wait and retries.";
    private const string Again = "Trying again.";
    private const string End = "answers again";

    /// <summary>So often a server is asked in vain, each time after a part of the outage.</summary>
    private const int Failures = 4;

    private static readonly PassStep[] Protocol = [PassStep.Fetch, PassStep.ClaimPush, PassStep.Create, PassStep.Observe, PassStep.RecordPush];

    public static TheoryData<string> Steps => [.. Protocol.Select(step => step.ToString())];

    /// <summary>Each step with one of the times; in longer runs each step with each time.</summary>
    public static TheoryData<string, int> StepsAndSeconds
    {
        get
        {
            var data = new TheoryData<string, int>();
            int[] times = [180, 20, 1];
            for (var round = 0; round < Math.Min(ChaosSettings.Rounds(1), times.Length); round++)
            {
                for (var index = 0; index < Protocol.Length; index++)
                {
                    data.Add(Protocol[index].ToString(), times[(index + round) % times.Length]);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public Task An_unavailable_folder_does_not_end_a_wait(string step)
    {
        var away = Origin.Path + ".away";
        return OutliveAsync(NewClone(), step, 20, () => Directory.Move(Origin.Path, away), () => Directory.Move(away, Origin.Path));
    }

    [Theory]
    [MemberData(nameof(StepsAndSeconds))]
    public async Task An_unavailable_http_server_does_not_end_a_wait(string step, int seconds)
    {
        using var server = new GitHttpServer(Place.Path);
        var isAway = false;
        server.Instead = context =>
        {
            if (isAway)
            {
                context.Response.Abort();
            }

            return Task.FromResult(isAway);
        };

        await OutliveAsync(CloneOf(server.AddressOf(Origin)), step, seconds, () => isAway = true, () => isAway = false);
    }

    [TheoryNeeding("sshd", "ssh", "ssh-keygen")]
    [MemberData(nameof(Steps))]
    public async Task An_unavailable_ssh_server_does_not_end_a_wait(string step)
    {
        using var server = new SshServer();
        var options = CloneOf(server.AddressOf(Origin));
        GitProgram.Run(options.Directory, "config", "core.sshCommand", server.Command);

        await OutliveAsync(options, step, 20, server.Stop, server.Start);
    }

    [Theory]
    [MemberData(nameof(StepsAndSeconds))]
    public Task An_unavailable_api_server_does_not_end_a_wait(string step, int seconds) =>
        OutliveAsync(NewClone(), step, seconds, () => Cluster.Faults.IsDown = true, () => Cluster.Faults.IsDown = false);

    [Theory]
    [InlineData(nameof(PassStep.ClaimPush))]
    [InlineData(nameof(PassStep.Observe))]
    [InlineData(nameof(PassStep.RecordPush))]
    public async Task A_silent_remote_takes_at_most_the_wait_time(string step)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var server = new GitHttpServer(Place.Path);
        var released = new TaskCompletionSource();
        var asked = 0;
        var isMute = false;
        server.Instead = async _ =>
        {
            if (!isMute)
            {
                return false;
            }

            asked++;
            Clock.Advance(TimeSpan.FromSeconds(11));
            await released.Task;
            return true;
        };
        var options = CloneOf(server.AddressOf(Origin));
        options.Wait = TimeSpan.FromSeconds(10);

        var failure = await Assert.ThrowsAnyAsync<GojiException>(
            () => Runner(options, At(Enum.Parse<PassStep>(step), () => isMute = true), time: Clock).ProcessAsync(CancellationToken.None));
        released.SetResult();

        Assert.Contains("has not answered for 11s, and the time to wait is over", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_remote_that_stops_answering_at_the_last_verdict_costs_a_second_and_the_next_pass_records_it()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var server = new GitHttpServer(Place.Path);
        var released = new TaskCompletionSource();
        var isMute = false;
        server.Instead = async _ =>
        {
            if (!isMute)
            {
                return false;
            }

            // The clock goes no further than to a second after the deadline.
            Clock.Advance(TimeSpan.FromSeconds(1.1));
            await released.Task;
            return true;
        };
        var options = CloneOf(server.AddressOf(Origin));
        options.Wait = TimeSpan.FromSeconds(10);
        var runner = Runner(options, new EachStep(BeforeStep), time: Clock);

        var failure = await Assert.ThrowsAnyAsync<GojiException>(
            () => runner.ProcessAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
        isMute = false;
        released.SetResult();

        Assert.Contains("the time to wait is over", failure.Message, StringComparison.Ordinal);
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);

        void BeforeStep(PassStep step)
        {
            if (step is PassStep.Observe or PassStep.RecordPush)
            {
                Clock.Advance(TimeSpan.FromSeconds(4.95));
            }

            isMute |= step == PassStep.RecordPush;
        }
    }

    [Fact]
    public async Task A_remote_that_answers_slowly_still_gets_the_last_verdict()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var server = new GitHttpServer(Place.Path);
        var isSlow = false;
        server.Instead = _ =>
        {
            Clock.Advance(TimeSpan.FromSeconds(isSlow ? 0.8 : 0));
            return Task.FromResult(false);
        };
        var options = CloneOf(server.AddressOf(Origin));
        options.Wait = TimeSpan.FromSeconds(10);
        var runner = Runner(options, new EachStep(BeforeStep), time: Clock);

        var report = await runner.ProcessAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(JobState.Succeeded, Assert.Single(report.Jobs).After);
        Assert.Equal(["succeeded/x.yaml"], Jobs);

        void BeforeStep(PassStep step)
        {
            if (step == PassStep.Observe || (step == PassStep.RecordPush && !isSlow))
            {
                Clock.Advance(TimeSpan.FromSeconds(4.95));
            }

            isSlow |= step == PassStep.RecordPush;
        }
    }

    [Fact]
    public async Task The_wait_for_a_silent_cluster_ends_with_the_wait_time()
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
    public async Task The_wait_for_a_cluster_that_never_answers_creates_ends_with_the_wait_time()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();
        options.Wait = TimeSpan.FromSeconds(10);
        options.Patience = new() { RequestTimeout = TimeSpan.FromDays(1) };
        var runner = Runner(
            options,
            time: Clock,
            meddle: (request, send) =>
            {
                if (!Interference.IsCreate(request))
                {
                    return send();
                }

                Cluster.Faults.Add(new(SandboxFaultKind.Hang) { Verb = "create", Resource = "jobs" });
                var answer = send();
                Clock.Advance(TimeSpan.FromSeconds(11));
                return answer;
            });

        var report = await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(JobState.Processing, Assert.Single(report.Jobs).After);
        Cluster.Faults.Clear();
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_silent_server_is_named_during_the_wait()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var fault = new CancellationTokenSource();
        Cluster.Faults.Add(new(SandboxFaultKind.Hang));
        OnLine("has not answered for", fault.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().ProcessAsync(fault.Token));

        Assert.Contains(Lines, line => line.Contains("The cluster 'http://sandbox' has not answered for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pass_can_be_stopped_at_once_during_an_outage()
    {
        Queue(("x.yaml", JobSet.Job("x", seconds: 3600)));
        using var stop = new CancellationTokenSource();
        OnLine(Begin, stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => WaitAsync(NewClone(), At(PassStep.Observe, () => Cluster.Faults.IsDown = true), stop.Token));

        Assert.NotNull(Record("x.yaml").Newest!.Jobs[0].Uid);
    }

    [Fact]
    public async Task A_pass_without_a_wait_time_retries_a_remote_before_it_fails()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();
        var away = Origin.Path + ".away";
        var fetches = 0;
        var probe = new EachStep(step =>
        {
            if (step == PassStep.Fetch && ++fetches == 3)
            {
                Directory.Move(away, Origin.Path);
            }
        });
        Directory.Move(Origin.Path, away);

        await Runner(options, probe).ProcessAsync(CancellationToken.None);

        Assert.Equal(3, fetches);
        Assert.Equal(["x"], Created);
    }

    /// <summary>A pass that waits, and a server that goes at a step and comes back after some seconds and some requests.</summary>
    private async Task OutliveAsync(GojiOptions options, string step, int seconds, Action go, Action come)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var failures = 0;
        void Fail()
        {
            Clock.Advance(TimeSpan.FromSeconds((double)seconds / Failures));
            if (++failures == Failures)
            {
                come();
            }
        }

        OnLine(Begin, Fail);
        OnLine(Again, Fail);

        var report = await WaitAsync(options, At(Enum.Parse<PassStep>(step), go));

        Assert.Equal(JobState.Succeeded, Assert.Single(report.Jobs).After);
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal((1, 1), (Count(Begin), Count(End)));
        Assert.Equal(["x"], Created);
    }

    private GojiOptions CloneOf(string address)
    {
        var options = NewClone();
        GitProgram.Run(options.Directory, "remote", "set-url", "origin", address);
        return options;
    }

    private Task<GojiReport> WaitAsync(GojiOptions options, IPassProbe probe, CancellationToken cancellationToken = default)
    {
        options.Wait = TimeSpan.FromHours(2);
        options.Patience = new() { FirstPause = TimeSpan.Zero };
        options.PollInterval = TimeSpan.FromSeconds(1);
        OnLine("processing/x.yaml: ", () => Clock.Advance(TimeSpan.FromSeconds(2)));
        return Runner(options, probe).ProcessAsync(cancellationToken);
    }

    private int Count(string words) => Lines.Count(line => line.Contains(words, StringComparison.Ordinal));

    private sealed class EachStep(Action<PassStep> act) : IPassProbe
    {
        public void Before(PassStep step) => act(step);

        public void After(PassStep step)
        {
        }
    }
}
