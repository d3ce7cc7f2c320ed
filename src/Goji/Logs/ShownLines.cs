using System.Globalization;

namespace Goji.Logs;

/// <summary>Counts the lines of containers that are shown, and puts their times in front where they are wanted.</summary>
internal sealed class ShownLines(IProgress<JobOutputLine> show, bool hasTimes) : IProgress<JobOutputLine>
{
    private long count;

    public long Count => Interlocked.Read(ref count);

    public void Report(JobOutputLine value)
    {
        if (value.Pod.Length > 0)
        {
            Interlocked.Increment(ref count);
        }

        show.Report(hasTimes && value.At is { } at ? value with { Text = $"{Time(at)} {value.Text}" } : value);
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
