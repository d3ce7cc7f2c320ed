using Goji.Settings;

namespace Goji.Tests.Settings;

public sealed class SettingTimeTests
{
    [Theory]
    [InlineData("90s", 90, "1m30s")]
    [InlineData("10m", 600, "10m")]
    [InlineData("1H", 3600, "1h")]
    [InlineData("1h30m", 5400, "1h30m")]
    [InlineData("7d", 604800, "7d")]
    [InlineData("720h", 2592000, "30d")]
    [InlineData("00:01:30", 90, "1m30s")]
    [InlineData("0s", 0, "0s")]
    public void Times_are_written_with_units_or_colons(string text, int seconds, string shortest)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), SettingTime.Read(text));
        Assert.Equal(shortest, SettingTime.Write(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("30m1h")]
    [InlineData("1 h")]
    [InlineData("10:00")]
    [InlineData("99999999999s")]
    [InlineData("999999999d")]
    public void Other_times_are_refused(string text) => Assert.Throws<FormatException>(() => SettingTime.Read(text));
}
