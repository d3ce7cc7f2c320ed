using System.Text.RegularExpressions;
using Goji.Reporting;
using Goji.Testing;

namespace Goji.Tests.Reporting;

public sealed partial class WritingHtml : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Every_job_file_is_a_row_under_its_state_and_the_most_urgent_states_come_first()
    {
        var page = HtmlReport.Write(Histories.Everything, Samples.Everything);

        Assert.Equal(["failed", "unknown", "processing", "queued", "succeeded"], Matches(page, "<section class=\"group\" data-state=\"([a-z]+)\""));
        Assert.Equal(
            ["team-a/backfill-orders.yaml", "team-b/role.yaml", "team-c/seed.json", "cleanup.yaml", "reports/monthly.yaml", "team-b/big.yaml", "team-a/migrate.yaml", "team-d/damaged.yaml"],
            Matches(page, "<details class=\"job\" data-file=\"([^\"]+)\""));
    }

    [Fact]
    public void Archive_of_any_size_makes_a_small_page_with_the_jobs_of_the_pass_and_the_newest()
    {
        var run = Samples.Run("x", JobState.Succeeded);
        JobHistory Job(int number, JobState state) => new(
            $"{number:000000}.yaml", state, [new($"{number}", Samples.Noon.AddMinutes(number), "host", "", [run with { StartedAt = Samples.Noon.AddMinutes(number) }])]);
        var history = Histories.Of(
            [.. Enumerable.Range(0, 60).Select(number => Job(number, JobState.Processing)), .. Enumerable.Range(0, 100_000).Select(number => Job(number, JobState.Succeeded)),
                .. Enumerable.Range(200_000, 50).Select(number => Job(number, JobState.Failed))]);
        var report = Samples.Queue with { Jobs = [Samples.Job("000007.yaml", JobState.Processing, JobState.Succeeded, "", run)] };

        var page = HtmlReport.Write(history, report);

        Assert.InRange(page.Length, 1, 200_000);
        var rows = Matches(page, "<details class=\"job\" data-file=\"([^\"]+)\"");
        Assert.Equal(60 + 50 + 50, rows.Count);
        Assert.Equal(["000007.yaml", "099999.yaml", "099998.yaml"], rows.TakeLast(50).Take(3));
        Assert.Contains("The newest 50 of 100,000 are shown.", page, StringComparison.Ordinal);
        Assert.Single(Matches(page, "(The newest)"));
    }

    [FactNeeding("chromium")]
    public void Numbers_of_a_long_archive_count_the_jobs_that_are_not_shown()
    {
        var history = Histories.Of([.. Enumerable.Range(0, 70).Select(number => new JobHistory($"{number:00}.yaml", JobState.Succeeded, []))]);

        var dom = Chromium.Dom(place, HtmlReport.Write(history, null));

        Assert.Equal(50, Shown(dom).Count);
        Assert.Contains("<span class=\"count\">70</span>", dom, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_wait_are_in_the_order_in_which_they_start_with_what_they_wait_for()
    {
        var page = HtmlReport.Write(Histories.Of([.. Samples.Queue.Jobs.Select(job => new JobHistory(job.File, job.After, []))]), Samples.Queue);

        Assert.Equal(["b.yaml", "z.yaml", "c.yaml", "a.yaml"], Matches(page, "<details class=\"job\" data-file=\"([^\"]+)\""));
        Assert.Equal(["#1", "#2", "#3"], Matches(page, "<span class=\"place\">([^<]+)<"));
        Assert.Contains("It waits for &#39;queued/z.yaml&#39;.", Row(page, "a.yaml"), StringComparison.Ordinal);
        Assert.Contains("It waits for quota in LocalQueue &#39;team-a&#39;.", Row(page, "b.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_logs_and_damage_are_shown_with_their_jobs()
    {
        var page = HtmlReport.Write(Histories.Everything, Samples.Everything);

        Assert.Contains("Last 3 log lines</summary><pre tabindex=\"0\">connecting to db:5432\n  retry 1 of 3\nfatal: cannot connect to db</pre>", Row(page, "team-a/backfill-orders.yaml"), StringComparison.Ordinal);
        Assert.Contains("&#39;succeeded/team-b/big.yaml&#39; has the same path.", Row(page, "team-b/big.yaml"), StringComparison.Ordinal);
        Assert.Contains("<p class=\"note warning\">The run record", Row(page, "team-d/damaged.yaml"), StringComparison.Ordinal);
        Assert.Contains("href=\"https://ci.example.com/builds/812\">https://ci.example.com/builds/812</a>", Row(page, "cleanup.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_strip_has_a_mark_for_every_attempt_with_its_duration()
    {
        JobReport Ran(JobState state, int minute, int seconds) =>
            Samples.Job("x.yaml", JobState.Processing, state, "", Samples.Run("x", state, Samples.Noon.AddMinutes(minute), Samples.Noon.AddMinutes(minute).AddSeconds(seconds)));
        var history = Histories.Of(new JobHistory("x.yaml", JobState.Succeeded, [Histories.Attempt(0, Ran(JobState.Failed, -60, 30)), Histories.Attempt(1, Ran(JobState.Failed, -50, 0)), Histories.Attempt(2, Ran(JobState.Succeeded, -10, 90))]));

        Assert.Contains(
            "viewBox=\"0 0 3603 18\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"3 attempts, 2 failed, 1 succeeded\"><path class=\"failed\" d=\"M0 4h30M600 4h0\"/><path class=\"succeeded\" d=\"M3000 14h90\"/></svg>",
            HtmlReport.Write(history, null),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_fetched_from_anywhere()
    {
        var page = HtmlReport.Write(Histories.Everything, Samples.Everything);

        Assert.DoesNotMatch("(?i)<(img|iframe|object|embed|base|form|audio|video)[ >]|<script |<link rel=\"(?!icon\" href=\"data:)|@import|url\\(", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_lose_their_credentials()
    {
        var attempt = Histories.Everything.Jobs[0].Attempts[0] with { ClaimedBy = "host, https://user:secret@ci.example.com/1" };
        var history = Histories.Of(new JobHistory("x.yaml", JobState.Failed, [attempt])) with { Repository = "https://user:secret@git.example.com/jobs.git" };

        Assert.DoesNotContain("secret", HtmlReport.Write(history, null), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_web_address_becomes_a_link()
    {
        var attempt = Histories.Everything.Jobs[0].Attempts[0] with { ClaimedBy = "host, javascript:alert(1)" };

        Assert.DoesNotContain("href=\"javascript", HtmlReport.Write(Histories.Of(new JobHistory("x.yaml", JobState.Failed, [attempt])), null), StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_becomes_markup()
    {
        var plain = Tags(Saying("x"));

        foreach (var text in Samples.Hostile)
        {
            Assert.Equal(plain, Tags(Saying(text)));
        }
    }

    [FactNeeding("chromium")]
    public void A_browser_lets_the_script_run_and_shows_everything_at_first()
    {
        var dom = Chromium.Dom(place, HtmlReport.Write(Histories.Used(40), Samples.Everything));

        Assert.Equal(48, Shown(dom).Count);
        Assert.Contains("48 of 48 job files", dom, StringComparison.Ordinal);
        Assert.Matches("<section id=\"activity\" class=\"js\" aria-label=\"Attempts over time\">.*<path class=\"failed\" d=\"M[^\"]+\"", dom);
    }

    [FactNeeding("chromium")]
    public void The_address_filters_by_state_and_file()
    {
        var dom = Chromium.Dom(place, HtmlReport.Write(Histories.Everything, Samples.Everything), "#state=failed,unknown&file=TEAM-%20yaml");

        Assert.Equal(["team-a/backfill-orders.yaml", "team-b/role.yaml"], Shown(dom));
        Assert.Contains("2 of 8 job files", dom, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(dom, "<button [^>]*aria-pressed=\"true\""));
    }

    [FactNeeding("chromium")]
    public void The_only_match_is_expanded_and_a_filter_without_match_shows_a_note()
    {
        var page = HtmlReport.Write(Histories.Everything, Samples.Everything);

        Assert.Matches("<details class=\"job\" data-file=\"team-c/seed.json\" open=\"\">", Chromium.Dom(place, page, "#file=seed"));
        Assert.Contains("<p id=\"nothing\" class=\"empty\">", Chromium.Dom(place, page, "#state=queued&file=seed"), StringComparison.Ordinal);
    }

    [FactNeeding("chromium")]
    public void A_range_of_time_zooms_every_strip()
    {
        var dom = Chromium.Dom(place, HtmlReport.Write(Histories.Used(40), null), "#range=24h&theme=dark");

        Assert.Single(Matches(dom, "class=\"strip\" viewBox=\"([^\"]+)\"").Select(box => box.Split(' ')[2]).Distinct(), "88992");
        Assert.Contains("data-theme=\"dark\"", dom, StringComparison.Ordinal);
    }

    [FactNeeding("chromium")]
    public void Hostile_texts_do_nothing_in_a_browser()
    {
        var jobs = Samples.Hostile.Select((text, i) => new JobHistory($"{i} {text}", JobState.Failed, [Histories.Attempt(i, Samples.Saying(text).Jobs[0])]) { Note = text }).ToArray();

        var dom = Chromium.Dom(place, HtmlReport.Write(Histories.Of(jobs), null));

        Assert.Equal(jobs.Length, Shown(dom).Count);
        Assert.Equal(1, Regex.Count(dom, "<script"));
        Assert.DoesNotMatch("<img|<evil|onerror=|onmouseover=\"", Regex.Replace(dom, "&lt;[^<]*|\"[^\"]*\"", ""));
    }

    private static string Saying(string text) => HtmlReport.Write(
        Histories.Of(new JobHistory(text, JobState.Failed, [Histories.Attempt(0, Samples.Saying(text).Jobs[0]) with { Id = text, ClaimedBy = text, Refused = text }]) { Note = text })
            with { Repository = text, Branch = text, Commit = text },
        Samples.Saying(text));

    /// <summary>The tags of a page with the names of their attributes: what a parser sees of it that is not text.</summary>
    private static IReadOnlyList<string> Tags(string page) =>
        [.. Regex.Matches(page, "<[^>]*>").Select(tag => Regex.Replace(tag.Value, "\"[^\"]*\"", "\"\""))];

    private static IReadOnlyList<string> Shown(string dom) =>
        [.. JobTag().Matches(dom).Where(tag => !tag.Value.Contains(" hidden=", StringComparison.Ordinal)).Select(tag => tag.Groups[1].Value)];

    private static string Row(string page, string file) => Regex.Match(page, $"<details class=\"job\" data-file=\"{file}\">.*?</details>\n", RegexOptions.Singleline).Value;

    private static IReadOnlyList<string> Matches(string text, string pattern) => [.. Regex.Matches(text, pattern).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("<details class=\"job\" data-file=\"([^\"]*)\"[^>]*>")]
    private static partial Regex JobTag();
}
