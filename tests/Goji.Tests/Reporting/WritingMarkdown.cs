using Goji.Reporting;

namespace Goji.Tests.Reporting;

public sealed class WritingMarkdown
{
    [Fact]
    public void Jobs_that_need_attention_come_first()
    {
        var rows = MarkdownReport.Write(Samples.Everything).Split('\n').Where(line => line.StartsWith("| <code>", StringComparison.Ordinal)).ToList();

        Assert.Equal(7, rows.Count);
        Assert.Equal(
            "| <code>team-a/backfill-orders.yaml</code> | processing → **failed** | <code>shop/backfill-orders</code> | 1m 12s | Job shop/backfill-orders: BackoffLimitExceeded: Job has reached the specified backoff limit |",
            rows[0]);
        Assert.Contains("migrate", rows[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_wait_are_in_the_order_in_which_they_start() => Assert.Equal(
        [
            "| <code>b.yaml</code> | processing | <code>shop/b</code> | 0s | The Job is suspended. It waits for quota in LocalQueue 'team-a'. |",
            "| <code>z.yaml</code> | queued &#35;1 |  |  | There is no room. |",
            "| <code>c.yaml</code> | queued &#35;2 |  |  | It starts at two. |",
            "| <code>a.yaml</code> | queued &#35;3 |  |  | It waits for 'queued/z.yaml'. |",
        ],
        MarkdownReport.Write(Samples.Queue).Split('\n').Where(line => line.StartsWith("| <code>", StringComparison.Ordinal)));

    [Fact]
    public void Details_are_folded_and_fenced() => Assert.Contains(
        """
        <details><summary><code>failed/team-a/backfill-orders.yaml</code></summary>

        ```text
        Job shop/backfill-orders failed after 1m 12s: BackoffLimitExceeded
          Job has reached the specified backoff limit
          Container 'main' of pod 'backfill-orders-x7k2p' exited with code 3: cannot connect to db.
            | connecting to db:5432
            |   retry 1 of 3
            | fatal: cannot connect to db
        ```

        </details>
        """,
        MarkdownReport.Write(Samples.Everything),
        StringComparison.Ordinal);

    [Fact]
    public void No_text_becomes_Markdown()
    {
        var plain = Shape(MarkdownReport.Write(Samples.Saying("x")));

        foreach (var text in Samples.Hostile)
        {
            Assert.Equal(plain, Shape(MarkdownReport.Write(Samples.Saying(text))));
        }
    }

    [Theory]
    [InlineData("a_b *c* [d](e) <f> & `g` #1 @h |", "a&#95;b &#42;c&#42; &#91;d&#93;(e) &#60;f&#62; &#38; &#96;g&#96; &#35;1 &#64;h &#124;")]
    [InlineData("- see www.example.com or http://example.com", "&#45; see www&#46;example.com or http&#58;//example.com")]
    [InlineData("team-a/x.yaml: it's (not) there, größer", "team-a/x.yaml: it's (not) there, größer")]
    public void Only_significant_characters_are_escaped(string text, string escaped) =>
        Assert.Equal(escaped, Goji.Reporting.Markdown.MarkdownText.Escape(text));

    [Fact]
    public void A_fence_is_longer_than_those_in_the_log()
    {
        var log = MarkdownReport.Write(Samples.Saying("````"));

        Assert.Contains("\n`````text\n", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_report_stays_below_the_limit_of_GitHub_and_counts_the_rest()
    {
        var log = Enumerable.Repeat(new string('x', 100), 20).ToList();
        var jobs = Enumerable.Range(0, 5000).Select(i => Samples.Job($"{i}.yaml", JobState.Processing, JobState.Failed, "reason", Samples.Run("x", JobState.Failed) with { Pods = [new() { Pod = "p", Log = log }] }));

        var text = MarkdownReport.Write(Samples.Empty with { Jobs = [.. jobs] });

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, 1024 * 1024);
        Assert.Matches(@"\n\d+ more jobs not listed here\.\n", text);
    }

    /// <summary>What is left of a text without its words: the marks that make up its structure.</summary>
    private static string Shape(string markdown)
    {
        var isFenced = false;
        var outside = markdown.Split('\n').Where(line =>
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            isFenced ^= isFence;
            return isFence || !isFenced;
        });
        return System.Text.RegularExpressions.Regex.Replace(string.Join('\n', outside).Replace("text", "", StringComparison.Ordinal), @"&#\d+;|`+|[^<>|\n*#!\[\]`~@_]", "");
    }
}
