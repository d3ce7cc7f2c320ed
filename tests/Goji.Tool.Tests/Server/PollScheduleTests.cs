using Goji.Tool.Server.Passes;

namespace Goji.Tool.Tests.Server;

public sealed class PollScheduleTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly SteppedClock clock = new();
    private readonly PollSchedule pace;

    public PollScheduleTests() => pace = new(Poll, Interval, clock);

    [Fact]
    public void Running_jobs_are_polled_every_poll_interval_and_less_often_the_longer_they_run()
    {
        About(Poll, pace.After(Report(JobState.Processing, commits: 1)));
        clock.Step(TimeSpan.FromHours(1));
        About(TimeSpan.FromSeconds(36), pace.After(Report(JobState.Processing)));
        clock.Step(TimeSpan.FromDays(1));
        About(Interval, pace.After(Report(JobState.Processing)));
        About(Poll, pace.After(Report(JobState.Processing, commits: 1)));
    }

    [Fact]
    public void Nothing_that_runs_can_wait_for_the_interval()
    {
        About(Interval, pace.After(Report(JobState.Queued)));
        About(Interval, pace.After(Report(JobState.Succeeded, commits: 2)));
    }

    [Theory]
    [InlineData(90, 91)]
    [InlineData(-5, 1)]
    public void Held_job_that_is_due_ends_the_pause(double due, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), pace.After(Report(JobState.Queued) with { DueIn = TimeSpan.FromSeconds(due) }));

    [Fact]
    public void Job_that_is_due_after_the_interval_changes_nothing() =>
        About(Interval, pace.After(Report(JobState.Queued) with { DueIn = TimeSpan.FromHours(9) }));

    [Fact]
    public void Failures_are_followed_by_longer_and_longer_pauses_within_bounds()
    {
        About(TimeSpan.FromSeconds(1), pace.AfterFailure());
        About(TimeSpan.FromSeconds(2), pace.AfterFailure());
        About(TimeSpan.FromSeconds(4), pace.AfterFailure());
        for (var i = 0; i < 100; i++)
        {
            pace.AfterFailure();
        }

        About(TimeSpan.FromMinutes(1), pace.AfterFailure());
        pace.After(Report(JobState.Queued));
        About(TimeSpan.FromSeconds(1), pace.AfterFailure());
    }

    private static void About(TimeSpan expected, TimeSpan actual) => Assert.InRange(actual, expected * 0.85, expected * 1.15);

    private static GojiReport Report(JobState state, int commits = 0) => new()
    {
        Repository = "x",
        Branch = "main",
        Jobs = [new() { File = "a.yaml", Before = JobState.Processing, After = state }],
        Commits = [.. Enumerable.Repeat("c", commits)],
    };

    private sealed class SteppedClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Step(TimeSpan time) => ticks += time.Ticks;
    }
}
