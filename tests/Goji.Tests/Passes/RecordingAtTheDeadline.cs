using Goji.Model;
using Goji.Passes.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Passes;

public sealed class RecordingAtTheDeadline
{
    private readonly FakeTimeProvider clock = new();
    private readonly ResponseStopwatch watch;

    public RecordingAtTheDeadline() => watch = new(clock);

    [Theory]
    [InlineData(60, 5, 60.1)]
    [InlineData(0.1, 0, 1.1)]
    [InlineData(0, 0, 1.1)]
    public void It_is_over_when_nobody_has_answered_for_a_second(double remaining, double asked, double over)
    {
        using var time = Begin(remaining);
        Advance(asked);
        watch.Ask();

        Advance(over - asked - 0.2);
        Assert.False(time.Token.IsCancellationRequested);
        Advance(0.2);

        Assert.True(time.Token.IsCancellationRequested);
    }

    [Fact]
    public void It_goes_on_while_somebody_answers_for_five_seconds_after_the_deadline()
    {
        using var time = Begin(1);
        watch.Ask();
        for (var tenth = 0; tenth < 59; tenth++)
        {
            Advance(0.1);
            watch.Restart();
            Assert.False(time.Token.IsCancellationRequested);
        }

        Advance(0.2);

        Assert.True(time.Token.IsCancellationRequested);
    }

    [Fact]
    public void Work_on_this_machine_does_not_count_as_silence()
    {
        using var time = Begin(1);
        watch.Ask();
        watch.End();

        Advance(4);

        Assert.False(time.Token.IsCancellationRequested);
    }

    [Fact]
    public void Nothing_ends_it_before_the_deadline_but_a_person()
    {
        using var stop = new CancellationTokenSource();
        using var time = new RecordTime(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), () => watch.SilentFor, clock, stop.Token);
        watch.Ask();
        Advance(59);
        Assert.False(time.Token.IsCancellationRequested);

        stop.Cancel();

        Assert.True(time.Token.IsCancellationRequested);
    }

    [Fact]
    public void Any_of_several_responses_ends_the_silence()
    {
        watch.Ask();
        watch.Ask();
        Advance(3);
        Assert.Equal(TimeSpan.FromSeconds(3), watch.SilentFor);

        watch.Restart();
        watch.End();
        Advance(1);

        Assert.Equal(TimeSpan.FromSeconds(1), watch.SilentFor);
        watch.End();
        Assert.Equal(TimeSpan.Zero, watch.SilentFor);
    }

    private RecordTime Begin(double remaining) => new(
        TimeSpan.FromSeconds(remaining),
        TimeSpan.FromSeconds(remaining + 5),
        () => watch.SilentFor,
        clock,
        CancellationToken.None);

    private void Advance(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));
}
