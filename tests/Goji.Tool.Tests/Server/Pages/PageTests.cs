using Goji.Tool.Server;
using Goji.Tool.Server.Pages;
using Goji.Tool.Server.Pages.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Goji.Tool.Tests.Server.Pages;

/// <summary>What the pages show, without a server.</summary>
public sealed class PageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly ServerState state = new(new());
    private readonly PageContent content;

    public PageTests() => content = new(state);

    [Fact]
    public void Overview_of_a_hundred_thousand_jobs_is_small()
    {
        state.Seen(History([.. Enumerable.Range(0, 100_000).Select(number => Job($"team-{number % 50}/migrate-the-database-{number:000000}.yaml", number % 10 == 0 ? JobState.Failed : JobState.Succeeded, number))]));

        foreach (var query in (PageQuery[])[new(null, "", 1), new(JobState.Succeeded, "", 1), new(JobState.Failed, "", 100), new(null, "team-7 migrate", 1)])
        {
            Assert.InRange(new OverviewPage(content).Write(query).Length, 1000, 200 * 1024);
        }
    }

    [Fact]
    public void Overview_shows_the_newest_of_each_state_and_leads_to_the_others()
    {
        state.Seen(History([.. Enumerable.Range(0, 60).Select(number => Job($"a{number:00}.yaml", JobState.Failed, number)), Job("b.yaml", JobState.Queued, null)]));

        var page = new OverviewPage(content).Write(new(null, "", 1));

        Assert.Contains("href=\"/jobs/a59.yaml\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/jobs/a00.yaml\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/?state=failed\">All 60 failed</a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/jobs/b.yaml\"", page, StringComparison.Ordinal);
        Assert.Contains("BackoffLimitExceeded: it &lt;failed&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void State_is_shown_page_by_page_and_searched()
    {
        state.Seen(History([.. Enumerable.Range(0, 250).Select(number => Job($"a{number:000}.yaml", JobState.Succeeded, number))]));
        var overview = new OverviewPage(content);

        Assert.Contains("page 2 of 3", overview.Write(new(JobState.Succeeded, "", 2)), StringComparison.Ordinal);
        Assert.Contains("href=\"/?state=succeeded&amp;page=3\"", overview.Write(new(JobState.Succeeded, "", 2)), StringComparison.Ordinal);
        Assert.Contains("page 3 of 3", overview.Write(new(JobState.Succeeded, "", 99)), StringComparison.Ordinal);
        Assert.Contains("/jobs/a249.yaml", overview.Write(new(null, "A249", 1)), StringComparison.Ordinal);
        Assert.Contains("No job file here.", overview.Write(new(null, "nothing", 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", null, "", 1)]
    [InlineData("failed", " a  b ", "2", JobState.Failed, "a  b", 2)]
    [InlineData("nonsense", "", "3", null, "", 1)]
    [InlineData("failed", "", "-1", JobState.Failed, "", 1)]
    [InlineData("failed", "", "99999999999999", JobState.Failed, "", 1)]
    public void Invalid_query_is_ignored(string state, string text, string page, JobState? expectedState, string expectedText, int expectedPage) => Assert.Equal(
        new PageQuery(expectedState, expectedText, expectedPage),
        PageQuery.Of(new QueryCollection(new Dictionary<string, StringValues> { ["state"] = state, ["q"] = text, ["page"] = page })));

    [Fact]
    public void Names_are_data_on_the_page_and_in_the_commands()
    {
        const string Name = "a\"><script>alert(1)</script> it's.yaml";
        state.Seen(History([Job(Name, JobState.Failed, 1)]));

        var overview = new OverviewPage(content).Write(new(null, "", 1));
        var job = new JobPage(content, showsLogs: false, TimeProvider.System).Write(Name, JobPageData.Nothing)!;

        Assert.DoesNotContain("<script>alert", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", job, StringComparison.Ordinal);
        Assert.Contains("href=\"/jobs/a%22%3E%3Cscript%3Ealert(1)%3C/script%3E%20it&#39;s.yaml\"", overview, StringComparison.Ordinal);
        Assert.Contains("goji requeue &#39;failed/a&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; it&#39;\\&#39;&#39;s.yaml&#39;", job, StringComparison.Ordinal);
    }

    [Fact]
    public void Job_page_shows_logs_only_where_it_may()
    {
        var job = Job("a.yaml", JobState.Failed, 1);
        var run = job.Attempts[0].Jobs[0] with { Pods = [new() { Pod = "a-x", Sentence = "Container main exited with code 1.", Log = ["the secret is 42"] }] };
        state.Succeeded(new() { Repository = "x", Branch = "main", Jobs = [new() { File = "a.yaml", Before = JobState.Processing, After = JobState.Failed, Jobs = [run] }] }, History([job]));

        var closed = new JobPage(content, showsLogs: false, TimeProvider.System).Write("a.yaml", JobPageData.Nothing)!;

        Assert.Contains("Container main exited with code 1.", closed, StringComparison.Ordinal);
        Assert.Contains("kubectl --namespace default logs --all-containers --prefix job/a", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("the secret is 42", closed, StringComparison.Ordinal);
        Assert.Contains("the secret is 42", new JobPage(content, showsLogs: true, TimeProvider.System).Write("a.yaml", JobPageData.Nothing), StringComparison.Ordinal);
        Assert.Null(new JobPage(content, showsLogs: true, TimeProvider.System).Write("b.yaml", JobPageData.Nothing));
    }

    [Fact]
    public async Task Version_changes_with_the_content_and_with_nothing_else()
    {
        state.Seen(History([]));
        var (version, next) = content.Watch();

        state.Seen(History([]) with { ReadAt = Now.AddHours(1) });
        Assert.Equal(version, content.Version);
        Assert.False(next.IsCompleted);

        state.Failed();
        await next;
        Assert.NotEqual(version, content.Version);
    }

    private static GojiHistory History(IReadOnlyList<JobHistory> jobs) => new() { Repository = "https://git.example.com/jobs.git", Branch = "main", Commit = new('c', 40), ReadAt = Now, Jobs = jobs };

    private static JobHistory Job(string file, JobState state, int? minutes) => new(file, state, minutes is not { } minute ? [] :
    [
        new("01JD", Now.AddMinutes(minute - 1_000_000), "host, process 1", "",
            [new() { Namespace = "default", Name = "a", Uid = "6f", State = state, StartedAt = Now.AddMinutes(-9), FinishedAt = Now.AddMinutes(-8), Reason = state == JobState.Failed ? "BackoffLimitExceeded" : "", Message = state == JobState.Failed ? "it <failed>" : "" }]),
    ]);
}
