using Goji.Model;

namespace Goji.Tests.Model;

/// <summary>A cut never falls inside a character as people see it.</summary>
public sealed class ShortTexts
{
    private const string Flag = "\U0001F1E9\U0001F1EA";
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab\U0001F600d", 3, "ab…")]
    [InlineData("ab\U0001F600d", 4, "ab\U0001F600…")]
    [InlineData("abe\u0301d", 3, "ab…")]
    [InlineData("a" + Flag + "b", 4, "a…")]
    [InlineData("a" + Flag + "b", 5, "a" + Flag + "…")]
    [InlineData("a" + Family + "b", 8, "a…")]
    [InlineData("\r\n", 1, "\r…")]
    [InlineData(Family, 4, "\U0001F468\u200D…")]
    [InlineData("\uD83D\uDE00", 1, "…")]
    [InlineData("abc", 0, "…")]
    public void Beginning(string text, int most, string expected) => Assert.Equal(expected, ShortText.Of(text, most));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "bcd")]
    [InlineData("a\U0001F600d", 2, "d")]
    [InlineData("abe\u0301", 2, "e\u0301")]
    [InlineData("abe\u0301", 1, "\u0301")]
    [InlineData("a" + Flag, 3, "\U0001F1EA")]
    [InlineData("abc", 0, "")]
    public void End(string text, int most, string expected) => Assert.Equal(expected, ShortText.End(text, most));
}
