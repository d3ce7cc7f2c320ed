using Goji.Logs;
using Goji.Ports.Pods;

namespace Goji.Tests.Logs;

public class LogCursorTests
{
    [Theory]
    [InlineData("2026-11-22T12:00:00Z", "2026-11-22T12:00:00.000000001Z")]
    [InlineData("2026-11-22T12:00:00.123456788Z", "2026-11-22T12:00:00.123456789Z")]
    [InlineData("2026-11-22T12:00:00.12345678Z", "2026-11-22T12:00:00.123456789Z")]
    [InlineData("2026-11-22T12:00:00.9Z", "2026-11-22T12:00:01Z")]
    [InlineData("2026-11-22T14:00:00.1+02:00", "2026-11-22T12:00:00.2Z")]
    public void Times_are_in_order_to_the_nanosecond(string earlier, string later)
    {
        Assert.True(LogStamp.Parse(earlier)!.Value.CompareTo(LogStamp.Parse(later)!.Value) < 0);
        Assert.Equal(0, LogStamp.Parse(later)!.Value.CompareTo(LogStamp.Parse(later)!.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T12:00")]
    [InlineData("2026-11-22T12:00:00.123456789")]
    [InlineData("12:00:00.123456789-and-more")]
    [InlineData("2026-11-22T12:00:00.123456789Z-and-much-more-than-any-time-has")]
    public void Text_that_is_no_time_is_none(string text) => Assert.Null(LogStamp.Parse(text));

    [Fact]
    public void Line_has_its_time_in_front() => Assert.Equal(
        (LogStamp.Parse("2026-11-22T12:00:00.5Z"), " two words "),
        (LogLine.Parse("2026-11-22T12:00:00.5Z  two words "u8).Stamp, LogLine.Parse("2026-11-22T12:00:00.5Z  two words "u8).Text));

    [Fact]
    public void Stream_that_is_resumed_at_a_whole_second_brings_no_line_twice_and_loses_none()
    {
        // Several lines at one moment, as a burst writes them.
        string[] log = ["00.1 a", "00.1 b", "00.1 c", "00.2 d", "00.2 e", "01.0 f"];
        for (var cut = 0; cut <= log.Length; cut++)
        {
            var cursor = new LogCursor();
            var read = log[..cut].Where(line => cursor.Advance(new(StampOf(line), ""))).ToList();

            cursor.Rewind();
            var from = cursor.Last is { } last ? LogStamp.Parse(last.Seconds)!.Value : default;
            read.AddRange(log.Where(line => StampOf(line).CompareTo(from) >= 0).Where(line => cursor.Advance(new(StampOf(line), ""))));

            Assert.Equal(log, read);
        }
    }

    private static LogStamp StampOf(string line) => LogStamp.Parse($"2026-11-22T12:00:{line.Split(' ')[0]}Z")!.Value;
}
