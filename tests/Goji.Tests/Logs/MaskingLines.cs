using Goji.Logs;
using Goji.Model;

namespace Goji.Tests.Logs;

/// <summary>Secrets in lines that come in pieces, and in texts that are cut.</summary>
public sealed class MaskingLines
{
    private const string Short = "t0ken-1";
    private const string Long = "t0ken-1-and-more";

    private readonly Secrets secrets = new();

    public MaskingLines()
    {
        secrets.Add(Short);
        secrets.Add(Long);
        secrets.Add("aaaa");
    }

    [Theory]
    [InlineData($"before {Long} after")]
    [InlineData($"{Short} {Long}{Short}")]
    [InlineData("t0ken- is none, t0ken-1-and-mor is one of them")]
    [InlineData("xaaaaaaaaax")]
    [InlineData("nothing")]
    public void Line_in_two_pieces_is_masked_as_a_whole_line_wherever_it_is_cut(string text)
    {
        for (var cut = 0; cut <= text.Length; cut++)
        {
            for (var second = cut; second <= text.Length; second++)
            {
                Assert.Equal(secrets.Clean(text), string.Concat(Masked(text[..cut], text[cut..second], text[second..])));
            }
        }
    }

    [Fact]
    public void Line_after_a_long_one_is_its_own()
    {
        var masked = new MaskedLines(secrets, isCut: false);

        var first = masked.Next(new(null, "a t0ken") { HasRest = true });
        var rest = masked.Next(new(null, "-1.") { IsRest = true });
        var next = masked.Next(new(null, "-1."));

        Assert.Equal("a ***.", first.Text + rest.Text);
        Assert.Equal("-1.", next.Text);
        Assert.True(first.HasRest && rest.IsRest);
    }

    [Theory]
    [InlineData("ken-1-and-more, and on", "***, and on")]
    [InlineData("t0ken-1-and-more", "***")]
    [InlineData("ore", "ore")]
    [InlineData("", "")]
    public void Rest_of_a_secret_at_the_beginning_of_the_last_lines_is_masked(string text, string expected)
    {
        var masked = new MaskedLines(secrets, isCut: true);

        Assert.Equal([expected, text == expected ? text : secrets.Clean(text)], [masked.Next(new(null, text)).Text, masked.Next(new(null, text)).Text]);
    }

    [Theory]
    [InlineData("with t0ken-1-an", "with ***-an")]
    [InlineData("with t0ken", "with ***")]
    [InlineData("with t0k", "with t0k")]
    public void Beginning_of_a_secret_at_the_end_of_a_text_that_is_cut_is_masked(string text, string expected) =>
        Assert.Equal(expected, new MaskedLines(secrets, isCut: false).Next(new(null, text) { IsUnfinished = true }).Text);

    [Fact]
    public void Last_lines_of_a_pod_are_masked_at_both_ends()
    {
        var pod = secrets.Clean(new PodReport { Pod = "a-1", Container = "main", Sentence = "", Log = ["and-more", "and-more t0ken", "with t0ken"] });

        Assert.Equal(["***", "and-more t0ken", "with ***"], pod.Log);
    }

    private IEnumerable<string> Masked(params string[] pieces)
    {
        var masked = new MaskedLines(secrets, isCut: false);
        return [.. pieces.Select((piece, i) => masked.Next(new(null, piece) { IsRest = i > 0, HasRest = i < pieces.Length - 1 }).Text)];
    }
}
