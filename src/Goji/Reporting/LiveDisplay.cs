using System.Text;
using Goji.Reporting.Text;

namespace Goji.Reporting;

/// <summary>Shows the progress of a waiting pass at the bottom of a terminal, updated every second, below the lines of the log.</summary>
/// <remarks>
/// For terminals that understand the escape sequences of ECMA-48. It is not for the log of a build: there the lines of the pass show what
/// changes. Give it to <see cref="GojiRunner"/> as the log and as the argument of
/// <see cref="GojiRunner.ProcessAsync(IProgress{GojiProgress}, CancellationToken)"/>, and dispose of it when the pass is done: it leaves no
/// trace.
/// </remarks>
public sealed class LiveDisplay : IGojiLog, IProgress<GojiProgress>, IProgress<JobOutputLine>, IDisposable
{
    // A line that is too long is cut by the terminal, not wrapped, whatever the width of its letters: else the way back up would not be
    // known.
    private const string NoWrap = "\e[?7l";
    private const string Wrap = "\e[?7h";
    private const string EraseBelow = "\r\e[J";
    private const int MaxUnwritten = 64 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time between two drawings for lines of Jobs: each drawing writes the whole display anew.</summary>
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly IGojiLog log;
    private readonly Action<string> write;
    private readonly Func<int> rows;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly JobColours colours = new();
    private readonly StringBuilder unwritten = new();
    private GojiProgress? newest;
    private long reportedAt;
    private long drawnAt;
    private bool isDue;
    private int height;

    /// <summary>Initializes a new instance of the <see cref="LiveDisplay"/> class.</summary>
    /// <param name="log">Where the lines of the log go: to the same terminal.</param>
    /// <param name="write">Writes to the terminal as it is, without a line end.</param>
    /// <param name="rows">How many lines the terminal has.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public LiveDisplay(IGojiLog log, Action<string> write, Func<int> rows, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(rows);
        this.log = log;
        this.write = write;
        this.rows = rows;
        this.time = time ?? TimeProvider.System;
        timer = this.time.CreateTimer(_ => Draw(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets a value indicating whether lines of Jobs have colours: one for each job, and those that the Jobs write.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool HasColours { get; init; } = true;

    /// <summary>Shows the progress of the pass.</summary>
    /// <param name="value">The progress. Without a job to wait for, nothing is shown.</param>
    public void Report(GojiProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (gate)
        {
            newest = value.Awaited.Count > 0 || value.IsWatch ? value : null;
            reportedAt = time.GetTimestamp();
            Draw();
            timer.Change(Tick, Tick);
        }
    }

    /// <summary>
    /// Writes a line of a followed Job above what is shown, with its source in a colour of the job's own unless
    /// <see cref="HasColours"/> is false. Lines that follow each other closely are written together, ten times a second.
    /// </summary>
    /// <param name="value">The line.</param>
    public void Report(JobOutputLine value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (gate)
        {
            var source = PlainText.Line(value.Source);
            unwritten.Append(HasColours
                ? $"{colours.Of(value.File)}{source} \u2502\e[39m {value.Coloured ?? LogText.Disarm(value.Text)}\e[0m\n"
                : $"{source} \u2502 {LogText.Disarm(value.Text)}\n");
            var wait = newest is null ? TimeSpan.Zero : ShortestTime - time.GetElapsedTime(drawnAt);
            if (unwritten.Length >= MaxUnwritten || (wait <= TimeSpan.Zero && !value.HasMore))
            {
                Draw();
            }
            else if (!isDue)
            {
                isDue = true;
                timer.Change(wait > TimeSpan.Zero ? wait : ShortestTime, Tick);
            }
        }
    }

    /// <summary>Writes a line to the log, above what is shown.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="format">The text, with placeholders as in <see cref="string.Format(IFormatProvider, string, object[])"/>.</param>
    /// <param name="arguments">The values of the placeholders.</param>
    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        lock (gate)
        {
            Put(ErasedAndWritten());
            log.Write(level, format, arguments);
            Draw();
        }
    }

    /// <summary>Removes what is shown.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            newest = null;
            Put(ErasedAndWritten());
        }
    }

    private void Draw()
    {
        lock (gate)
        {
            drawnAt = time.GetTimestamp();
            isDue = false;
            var text = ErasedAndWritten();
            if (newest is not null)
            {
                var lines = ProgressLines.Of(newest, time.GetElapsedTime(reportedAt), time.GetUtcNow(), rows() - 1);
                text.Append(NoWrap).AppendJoin('\n', lines).Append(Wrap);
                height = lines.Count;
            }

            Put(text);
        }
    }

    /// <summary>What removes the display, and the lines that are not written yet.</summary>
    private StringBuilder ErasedAndWritten()
    {
        var text = new StringBuilder();
        if (height > 1)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\e[{height - 1}A");
        }

        if (height > 0)
        {
            text.Append(EraseBelow);
        }

        height = 0;
        text.Append(unwritten);
        unwritten.Clear();
        return text;
    }

    private void Put(StringBuilder text)
    {
        if (text.Length == 0)
        {
            return;
        }

        try
        {
            write(text.ToString());
        }
        catch (IOException)
        {
            // A terminal that is gone is no reason to end a pass, and even less to end the process, as a timer that throws would.
        }
    }
}
