using Goji.Testing;
using Goji.Tool.Server;
using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Passes;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>The rules of healing, without a server.</summary>
public sealed class HealingTests : IDisposable
{
    private readonly TemporaryDirectory place = new();
    private readonly FakeTimeProvider time = new();
    private readonly Liveness liveness;
    private bool holdsOwnLock;

    public HealingTests() => liveness = new(TimeSpan.FromMinutes(5), () => holdsOwnLock, time);

    public void Dispose() => place.Dispose();

    [Fact]
    public void Failures_of_git_and_the_cluster_are_no_reason_for_a_restart()
    {
        for (var i = 0; i < 1000; i++)
        {
            liveness.PassBegan();
            time.Advance(TimeSpan.FromMinutes(1));
            liveness.PassEnded(new GojiUnavailableException("The git host is away."));
        }

        Assert.Equal("", liveness.Problem);
    }

    [Fact]
    public void Pass_that_never_ends_is_one()
    {
        liveness.PassBegan();
        time.Advance(liveness.Patience);
        Assert.Equal("", liveness.Problem);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("No pass has begun or ended for 30 minutes.", liveness.Problem);
        liveness.PassEnded(null);
        Assert.Equal("", liveness.Problem);
    }

    [Fact]
    public void Faults_of_the_server_itself_are_one_when_they_repeat()
    {
        Fail(Liveness.MostOwnFaults - 1, new InvalidOperationException());
        Assert.Equal("", liveness.Problem);
        liveness.PassEnded(null);
        Fail(Liveness.MostOwnFaults, new InvalidOperationException());
        Assert.Equal("5 passes in a row have failed by a fault of the server itself.", liveness.Problem);
    }

    [Fact]
    public void Lock_that_the_server_itself_holds_is_one()
    {
        holdsOwnLock = true;
        Fail(Liveness.MostOwnFaults, new GojiUnavailableException("Another Goji process works in the same clone."));

        Assert.NotEqual("", liveness.Problem);
    }

    [Fact]
    public void Lock_that_this_process_holds_is_found()
    {
        if (!Directory.Exists("/proc/self/fd"))
        {
            return;
        }

        Directory.CreateDirectory(place["jobs/.git/goji"]);
        File.WriteAllText(place["jobs/.git/goji/lock"], "");
        Assert.False(CloneLockCheck.IsHeld(place["jobs"]));

        using (File.Open(place["jobs/.git/goji/lock"], FileMode.Open))
        {
            Assert.True(CloneLockCheck.IsHeld(place["jobs"]));
        }

        Assert.False(CloneLockCheck.IsHeld(place["jobs"]));
    }

    [Fact]
    public async Task Signal_keeps_the_stronger_request()
    {
        using var signal = new PassSignal();
        signal.RequestRefresh();
        signal.Request();
        signal.RequestRefresh();

        Assert.Equal(WakeReason.Push, await signal.WaitAsync(TimeSpan.FromHours(1), time, CancellationToken.None));
        signal.RequestRefresh();
        Assert.Equal(WakeReason.Refresh, await signal.WaitAsync(TimeSpan.FromHours(1), time, CancellationToken.None));
        var waiting = signal.WaitAsync(TimeSpan.FromHours(1), time, CancellationToken.None);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(WakeReason.Time, await waiting);
    }

    [Fact]
    public void Repository_is_read_for_visitors_at_most_every_few_seconds()
    {
        using var signal = new PassSignal();
        var state = new ServerState(new());
        var look = new RefreshOnDemand(state, signal, time);
        look.Request();
        state.Seen(new() { Repository = "x", Branch = "main", Commit = "c", ReadAt = time.GetUtcNow(), Jobs = [] });
        look.Request();
        Assert.False(IsAsked());

        time.Advance(RefreshOnDemand.Freshness);
        look.Request();
        Assert.True(IsAsked());
        look.Request();
        Assert.False(IsAsked());

        bool IsAsked() => signal.WaitAsync(TimeSpan.Zero, time, CancellationToken.None) is { IsCompletedSuccessfully: true, Result: WakeReason.Refresh };
    }

    private void Fail(int times, Exception failure)
    {
        for (var i = 0; i < times; i++)
        {
            liveness.PassBegan();
            liveness.PassEnded(failure);
        }
    }
}
