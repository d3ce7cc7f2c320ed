using System.Net;
using System.Net.Http.Headers;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tool.Tests.Server.Pages;

/// <summary>The page of one job, with its manifest, pods, events and log.</summary>
public sealed class ReadingAJobsPage : ServerTest
{
    [Fact]
    public async Task Page_shows_manifest_pods_events_and_the_end_of_the_log_without_script()
    {
        Origin.Commit("Queue", ("queued/team a/a.yaml", Written("a", seconds: 60)));
        var server = await ServeAsync("jobs", "--page-logs");
        await JobsBecomeAsync(server, "processing/team a/a.yaml");
        await Eventually.IsTrueAsync(async () => (await PageAsync(server, before: HttpStatusCode.NotFound)).Contains("line 2\n", StringComparison.Ordinal), () => server.Program.Output);

        var page = await PageAsync(server);

        Assert.Contains("sandbox.goji.run/log: &quot;line {n}&quot;", page, StringComparison.Ordinal);
        Assert.Matches("<code>a-[a-z0-9]{5}/main</code>.*\n?.*<td class=\"state\">running</td>", page);
        Assert.Contains("<b>SuccessfulCreate</b>", page, StringComparison.Ordinal);
        Assert.Matches("href=\"/logs/team%20a/a.yaml\\?pod=a-[a-z0-9]{5}&amp;container=main\"", page);
        Assert.Contains("kubectl --namespace default describe job/a", page, StringComparison.Ordinal);
        Assert.Contains("goji logs &#39;team a/a.yaml&#39; --follow", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_is_read_as_text_and_only_of_the_jobs_own_pods()
    {
        Origin.Commit("Queue", ("queued/a.yaml", Written("a", seconds: 1)), ("queued/b.yaml", Written("b", seconds: 1)));
        var server = await ServeAsync("jobs", "--page-logs");
        await JobsBecomeAsync(server, "succeeded/a.yaml", "succeeded/b.yaml");
        await Eventually.IsTrueAsync(async () => (await PageAsync(server, "a.yaml")).Contains("class=\"log\"", StringComparison.Ordinal), () => server.Program.Output);
        var (address, other) = (await LogAddressAsync(server, "a.yaml"), await LogAddressAsync(server, "b.yaml"));

        using var whole = await server.Client.GetAsync($"{address}&download=1");
        var tail = await server.Client.GetStringAsync($"{address}&tail=2");
        using var stranger = await server.Client.GetAsync(other.Replace("/logs/b.yaml", "/logs/a.yaml", StringComparison.Ordinal));

        Assert.Equal(string.Concat(Enumerable.Range(1, 20).Select(n => $"line {n}\n")), await whole.Content.ReadAsStringAsync());
        Assert.Matches("^attachment; filename=\"?a-[a-z0-9]{5}.main.log\"?$", whole.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(("text/plain", "nosniff"), (whole.Content.Headers.ContentType!.MediaType, whole.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal("line 19\nline 20\n", tail);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task Logs_are_off_by_default_and_guarded_where_they_are_on()
    {
        Origin.Commit("Queue", ("queued/a.yaml", Written("a", seconds: 1)));
        var server = await ServeAsync();
        await JobsBecomeAsync(server, "succeeded/a.yaml");
        await server.ReadyAsync();

        var page = await PageAsync(server, "a.yaml");
        using var log = await server.Client.GetAsync("/logs/a.yaml?pod=a&container=main");

        Assert.Contains("<code>--page-logs</code> shows them.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/logs/a.yaml?", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, log.StatusCode);
        Assert.Equal("Logs may hold secrets and are not shown. --page-logs shows them.", await log.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Events_of_a_log_go_on_at_the_last_one_that_arrived()
    {
        Cluster.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromMilliseconds(300) });
        Origin.Commit("Queue", ("queued/a.yaml", Written("a", seconds: 4)));
        var server = await ServeAsync("jobs", "--page-logs");
        await Eventually.IsTrueAsync(async () => (await PageAsync(server, "a.yaml", HttpStatusCode.NotFound)).Contains("class=\"log\"", StringComparison.Ordinal), () => server.Program.Output);
        var address = await LogAddressAsync(server, "a.yaml");
        var lines = new List<string>();
        var place = "";
        for (var isOver = false; !isOver;)
        {
            // Each connection is dropped after some lines, as a proxy would.
            (isOver, place) = await ReadAsync(server, address, place, lines, most: 7);
        }

        Assert.Equal(Enumerable.Range(1, 80).Select(n => $"line {n}"), lines);
    }

    [FactNeeding("chromium")]
    public async Task Browser_follows_a_log_while_the_job_runs_and_streams_are_cut()
    {
        Cluster.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromMilliseconds(400) });
        Origin.Commit("Queue", ("queued/a.yaml", Written("a", seconds: 5)));
        var server = await ServeAsync("jobs", "--page-logs");
        await Eventually.IsTrueAsync(async () => await server.StatusAsync("/jobs/a.yaml") == HttpStatusCode.OK, () => server.Program.Output);
        await using var browser = await Browser.OpenAsync(Place, new Uri(server.Status, "/jobs/a.yaml"));
        await browser.AskAsync("window.mark = 'not loaded again'");

        await browser.UntilAsync("document.querySelector('#main .pods .state')?.textContent === 'running'");
        await browser.UntilAsync("document.querySelectorAll('#log-lines span').length > 10");
        await browser.UntilAsync("document.getElementById('log-state').textContent.startsWith('The container has ended.')");
        await browser.UntilAsync("document.querySelector('#main h2 .succeeded') !== null");

        Assert.Equal(
            string.Join(',', Enumerable.Range(1, 100).Select(n => $"line {n}")),
            await browser.AskAsync("[...document.querySelectorAll('#log-lines span')].map(line => line.textContent).join()"));
        Assert.Equal("not loaded again", await browser.AskAsync("window.mark"));
        Assert.Equal("true", await browser.AskAsync("document.getElementById('log-follow').checked && document.getElementById('log-lines').scrollTop > 0"));
        await browser.PressAsync("/");
        await browser.UntilAsync("document.activeElement.id === 'log-search'");
        await browser.PressAsync("9");
        await browser.UntilAsync("document.getElementById('log-found').textContent === '19 found'");
        Assert.Equal("false", await browser.AskAsync("[...document.querySelectorAll('#log-lines span')].some(line => line.offsetParent !== null && !line.textContent.includes('9'))"));
        await browser.AskAsync("document.getElementById('log-wrap').click()");
        Assert.Equal("pre", await browser.AskAsync("getComputedStyle(document.getElementById('log-lines')).whiteSpace"));
        Assert.Equal("true", await browser.AskAsync("document.querySelector('.pods td.state').clientWidth > 150 && document.documentElement.scrollWidth <= innerWidth"));
        Assert.Matches(@"/logs/a\.yaml\?pod=a-[a-z0-9]{5}&container=main&download=1$", await browser.AskAsync("document.getElementById('log-download').href"));
        Assert.Empty(browser.Complaints);
    }

    private static string Written(string name, int seconds) => JobFiles.Job(name, seconds: seconds).Replace(
        "sandbox.goji.run/result", "sandbox.goji.run/log: \"line {n}\"\n        sandbox.goji.run/log-lines-per-second: \"20\"\n        sandbox.goji.run/result", StringComparison.Ordinal);

    private static async Task<string> PageAsync(RunningServer server, string file = "team%20a/a.yaml", HttpStatusCode? before = null)
    {
        using var response = await server.Client.GetAsync($"/jobs/{file}");
        return response.StatusCode == before ? "" : await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static async Task<string> LogAddressAsync(RunningServer server, string file)
    {
        var page = await PageAsync(server, file);
        var start = page.IndexOf($"/logs/{file}?", StringComparison.Ordinal);
        return WebUtility.HtmlDecode(page[start..page.IndexOf('"', start)]);
    }

    private static async Task<(bool IsOver, string Place)> ReadAsync(RunningServer server, string address, string place, List<string> lines, int most)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", place);
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        var id = place;
        for (var count = 0; count < most && await reader.ReadLineAsync(patience.Token) is { } line;)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line["id: ".Length..];
            }
            else if (line == "event: end")
            {
                return (true, place);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                lines.Add(line["data: ".Length..]);
                (place, count) = (id, count + 1);
            }
        }

        return (false, place);
    }
}
