using Goji.Reporting;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Reporting;

public sealed class ShowingProgress : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly TerminalScreen screen = new();
    private readonly LiveDisplay display;
    private int rows = 24;

    public ShowingProgress() => display = new(new ScreenLog(screen), screen.Write, () => rows, clock);

    public void Dispose() => display.Dispose();

    [Fact]
    public void Jobs_and_their_times_are_below_the_log_and_are_updated_each_second()
    {
        display.Write(GojiLogLevel.Information, "queued/{0} -> processing", "a.yaml");

        display.Report(Progress(1, Job("a.yaml", 10, "1 active, 0 of 1 succeeded."), Job("team/backup.yaml", 60, "suspended.")));
        var first = screen.Lines;
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            [
                "queued/a.yaml -> processing",
                "Waiting for 2 jobs, 1 finished: 1m 30s of 30m",
                "  processing/a.yaml            10s  1 active, 0 of 1 succeeded.",
                "  processing/team/backup.yaml   1m  suspended.",
            ],
            first);
        Assert.Equal(
            [
                "queued/a.yaml -> processing",
                "Waiting for 2 jobs, 1 finished: 1m 32s of 30m",
                "  processing/a.yaml              12s  1 active, 0 of 1 succeeded.",
                "  processing/team/backup.yaml  1m 2s  suspended.",
            ],
            screen.Lines);
    }

    [Fact]
    public void Log_lines_are_above_the_display_and_contain_nothing_of_it()
    {
        display.Report(Progress(0, Job("a.yaml", 1), Job("b.yaml", 1)));
        display.Write(GojiLogLevel.Information, "processing/a.yaml -> succeeded");
        display.Report(Progress(1, Job("b.yaml", 3)));
        display.Write(GojiLogLevel.Information, "processing/b.yaml -> succeeded");
        display.Report(Progress(2));
        clock.Advance(TimeSpan.FromSeconds(5));
        display.Write(GojiLogLevel.Information, "done");

        Assert.Equal(["processing/a.yaml -> succeeded", "processing/b.yaml -> succeeded", "done"], screen.Lines);
    }

    [Fact]
    public void Display_that_is_disposed_of_leaves_no_trace()
    {
        display.Report(Progress(0, Job("a.yaml", 1)));

        display.Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(screen.Lines);
    }

    [Fact]
    public void Closed_terminal_does_not_end_the_pass()
    {
        var lines = new TerminalScreen();
        var isGone = false;
        using var shown = new LiveDisplay(new ScreenLog(lines), Draw, () => 24, clock);
        shown.Report(Progress(0, Job("a.yaml", 1)));

        isGone = true;
        clock.Advance(TimeSpan.FromSeconds(1));
        shown.Report(Progress(0, Job("a.yaml", 2)));
        shown.Write(GojiLogLevel.Information, "a line");

        Assert.Equal(["a line"], lines.Lines);

        void Draw(string text)
        {
            if (isGone)
            {
                throw new IOException("Input/output error");
            }
        }
    }

    [Fact]
    public void First_jobs_are_shown_and_the_others_counted()
    {
        display.Report(Progress(0, [.. Enumerable.Range(0, 12).Select(number => Job($"{number:00}.yaml", 1))]));

        Assert.Equal(9, screen.Lines.Count);
        Assert.StartsWith("  processing/06.yaml", screen.Lines[^2], StringComparison.Ordinal);
        Assert.Equal("  and 5 more", screen.Lines[^1]);
    }

    [Theory]
    [InlineData(5, "Waiting for 3 jobs: 1m 30s of 30m", "  processing/a.yaml  1s  1 active.", "  processing/b.yaml  1s  1 active.", "  processing/c.yaml  1s  1 active.")]
    [InlineData(4, "Waiting for 3 jobs: 1m 30s of 30m", "  processing/a.yaml  1s  1 active.", "  and 2 more")]
    [InlineData(3, "Waiting for 3 jobs: 1m 30s of 30m")]
    [InlineData(1, "Waiting for 3 jobs: 1m 30s of 30m")]
    public void Display_fits_the_window(int height, params string[] lines)
    {
        rows = height;

        display.Report(Progress(0, Job("a.yaml", 1), Job("b.yaml", 1), Job("c.yaml", 1)));

        Assert.Equal(lines, screen.Lines);
    }

    [Fact]
    public void Watched_jobs_are_shown_with_their_states_and_changes()
    {
        rows = 24;

        display.Report(GojiProgress.Watching(Report(
            Job("a.yaml", 10) with { Before = JobState.Processing },
            new JobReport { File = "b.yaml", Before = JobState.Queued, After = JobState.Queued, Reason = "It waits for a.yaml." },
            Job("c.yaml", 5) with { Before = JobState.Processing, After = JobState.Succeeded })));
        var first = screen.Lines;
        display.Report(GojiProgress.Watching(Report()));

        Assert.Equal(
            [
                "3 jobs queued or processing, unchanged for 0s",
                "  processing/a.yaml  10s  1 active.",
                "  queued/b.yaml           It waits for a.yaml.",
                "  processing/c.yaml   5s  The next pass moves it to succeeded/.",
            ],
            first);
        Assert.Equal(["0 jobs queued or processing, unchanged for 0s"], screen.Lines);
    }

    [Fact]
    public void Lines_of_jobs_have_a_colour_for_each_job_and_keep_their_own()
    {
        var written = new System.Text.StringBuilder();
        using var coloured = new LiveDisplay(new ScreenLog(screen), text => written.Append(text), () => 24, clock);

        coloured.Report(new JobOutputLine("a.yaml", "a.yaml", "one"));
        coloured.Report(new JobOutputLine("b.yaml", "b.yaml main", "red") { Coloured = "\e[31mred" });
        coloured.Report(new JobOutputLine("a.yaml", "a.yaml", "two"));

        Assert.Equal("\e[36ma.yaml \u2502\e[39m one\e[0m\n\e[33mb.yaml main \u2502\e[39m \e[31mred\e[0m\n\e[36ma.yaml \u2502\e[39m two\e[0m\n", written.ToString());
    }

    [Fact]
    public void Lines_of_jobs_have_no_colours_where_none_are_wanted()
    {
        var written = new System.Text.StringBuilder();
        using var plain = new LiveDisplay(new ScreenLog(screen), text => written.Append(text), () => 24, clock) { HasColours = false };

        plain.Report(new JobOutputLine("a.yaml", "a.yaml main", "red") { Coloured = "\e[31mred" });

        Assert.Equal("a.yaml main \u2502 red\n", written.ToString());
    }

    [Fact]
    public void Display_is_drawn_ten_times_a_second_at_most_while_lines_of_jobs_come()
    {
        var drawn = 0;
        using var counted = new LiveDisplay(new ScreenLog(screen), Draw, () => rows, clock);
        counted.Report(Progress(0, Job("a.yaml", 1)));
        clock.Advance(TimeSpan.FromMilliseconds(500));
        drawn = 0;

        for (var number = 1; number <= 1000; number++)
        {
            counted.Report(new JobOutputLine("a.yaml", "a.yaml", $"line {number}"));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(drawn, 9, 13);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        rows = 2000;
        Assert.Equal(Enumerable.Range(1, 1000).Select(number => $"a.yaml \u2502 line {number}"), screen.Lines.SkipLast(2));

        void Draw(string text)
        {
            drawn += text.Contains("\e[?7l", StringComparison.Ordinal) ? 1 : 0;
            screen.Write(text);
        }
    }

    [Fact]
    public void Line_after_a_silence_is_shown_at_once_and_the_next_within_a_tenth_of_a_second()
    {
        display.Report(Progress(0, Job("a.yaml", 1)));
        clock.Advance(TimeSpan.FromMilliseconds(500));

        display.Report(new JobOutputLine("a.yaml", "a.yaml", "one"));
        var first = screen.Lines;
        display.Report(new JobOutputLine("a.yaml", "a.yaml", "two"));
        var second = screen.Lines;
        clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("a.yaml \u2502 one", first[0]);
        Assert.Equal(first, second);
        Assert.Equal(["a.yaml \u2502 one", "a.yaml \u2502 two"], screen.Lines.Take(2));
    }

    [Fact]
    public void Line_of_a_job_that_waits_is_above_the_log_line_after_it()
    {
        display.Report(Progress(0, Job("a.yaml", 1)));

        display.Report(new JobOutputLine("a.yaml", "a.yaml", "last words"));
        display.Write(GojiLogLevel.Information, "processing/a.yaml -> succeeded");
        display.Report(new JobOutputLine("a.yaml", "a.yaml", "more"));
        display.Dispose();

        Assert.Equal(["a.yaml \u2502 last words", "processing/a.yaml -> succeeded", "a.yaml \u2502 more"], screen.Lines);
    }

    [Fact]
    public void Text_of_a_cluster_cannot_move_the_cursor()
    {
        display.Report(Progress(0, Job("a.yaml", 1, "\e[2Jgone\r\nand\u202Eback")));

        Assert.Equal("  processing/a.yaml  1s  gone and\\u202Eback", screen.Lines[^1]);
    }

    private static GojiReport Report(params JobReport[] jobs) => new() { Repository = "x", Branch = "main", Jobs = jobs };

    private static GojiProgress Progress(int finished, params JobReport[] awaited) => new()
    {
        Awaited = awaited,
        Finished = finished,
        Waited = TimeSpan.FromSeconds(90),
        Limit = TimeSpan.FromMinutes(30),
    };

    private JobReport Job(string file, int seconds, string message = "1 active.") => new()
    {
        File = file,
        Before = JobState.Queued,
        After = JobState.Processing,
        Jobs = [new() { Namespace = "default", Name = "x", State = JobState.Processing, StartedAt = clock.GetUtcNow() - TimeSpan.FromSeconds(seconds), Message = message }],
    };

    private sealed class ScreenLog(TerminalScreen screen) : IGojiLog
    {
        public void Write(GojiLogLevel level, string format, params object[] arguments) =>
            screen.Write(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, arguments) + "\r\n");
    }
}
