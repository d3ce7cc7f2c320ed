using Goji.Notifications;

namespace Goji.Tests.Notifications;

public sealed class NotificationTextTests
{
    [Theory]
    [InlineData("short", 20, "short")]
    [InlineData("two\r\n  lines\tand\u0000 more", 40, "two lines and more")]
    [InlineData("a sentence that ends with whole words, always", 40, "a sentence that ends with whole words...")]
    [InlineData("oneverylongwordthatdoesnotend", 12, "oneverylo...")]
    public void Line_is_cut_at_whole_words(string text, int most, string expected) => Assert.Equal(expected, NotificationText.OneLine(text, most));

    [Fact]
    public void Pair_of_surrogates_is_not_cut_in_two()
    {
        var text = string.Concat(Enumerable.Repeat("\U0001F34E", 100));

        for (var most = 10; most < 20; most++)
        {
            var line = NotificationText.OneLine(text, most);

            Assert.InRange(line.Length, most - 2, most);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(line)));
        }
    }
}
