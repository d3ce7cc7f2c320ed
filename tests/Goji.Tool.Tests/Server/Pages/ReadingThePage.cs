using System.Net;
using System.Net.Http.Headers;
using Goji.Testing;

namespace Goji.Tool.Tests.Server.Pages;

public sealed class ReadingThePage : ServerTest
{
    [Fact]
    public async Task Page_is_sent_once_to_whoever_has_it_and_loads_from_nowhere_else()
    {
        Origin.Commit("Finished", ("failed/team a/ü.yaml", JobFiles.Job("a")));
        var server = await ServeAsync();
        await server.ReadyAsync();

        using var page = await server.Client.GetAsync("/");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { page.Headers.ETag! } } };
        using var unchanged = await server.Client.SendAsync(again);
        using var job = await server.Client.GetAsync("/jobs/team%20a/%C3%BC.yaml");
        using var missing = await server.Client.GetAsync("/jobs/nothing.yaml");

        Assert.Contains("href=\"/jobs/team%20a/%C3%BC.yaml\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, job.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Events_name_the_version_of_the_page_at_once_and_after_each_change()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        using var stream = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var first = await NextAsync(reader);
        Assert.Contains($"data-version=\"{first}\"", await server.Client.GetStringAsync("/"), StringComparison.Ordinal);

        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();

        Assert.NotEqual(first, await NextAsync(reader));
        Assert.Equal(new MediaTypeHeaderValue("text/event-stream"), stream.Content.Headers.ContentType);
    }

    [Fact]
    public async Task Replica_that_got_no_delivery_shows_the_same_within_seconds()
    {
        var first = await ServeAsync("first");
        var second = await ServeAsync("second");
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        (await first.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await JobsBecomeAsync(first, "succeeded/a.yaml");

        await Eventually.IsTrueAsync(
            async () => (await second.Client.GetStringAsync("/")).Contains("/jobs/a.yaml", StringComparison.Ordinal), () => second.Program.Output);
        await Eventually.IsTrueAsync(async () => await second.MetricAsync("goji_jobs{state=\"succeeded\"}") == 1, () => second.Program.Output);
        Assert.Equal(1, Created("a"));
    }

    [FactNeeding("chromium")]
    public async Task Browser_follows_a_job_without_a_reload_and_without_a_complaint()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        await using var browser = await Browser.OpenAsync(Place, server.Status);
        await browser.UntilAsync("document.getElementById('live').textContent === 'live'");
        await browser.AskAsync("window.mark = 'not loaded again'");
        await browser.PressAsync("/");
        await browser.UntilAsync("document.activeElement.id === 'file'");
        await browser.AskAsync("document.activeElement.value = 'typed'");

        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 2)), ("queued/b.yaml", JobFiles.Job("b", "fail")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();

        await browser.UntilAsync("document.querySelector('h2 .succeeded') !== null && document.querySelector('h2 .failed') !== null");
        Assert.Equal("not loaded again", await browser.AskAsync("window.mark"));
        Assert.Equal("typed", await browser.AskAsync("document.activeElement.value"));
        Assert.StartsWith("1 failed, 0 processing", await browser.AskAsync("document.title"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [FactNeeding("chromium")]
    public async Task Browser_shows_a_job_on_a_phone_without_script_and_by_keyboard()
    {
        Origin.Commit("Finished", ("failed/team-a/migrate-with-a-very-long-name-that-does-not-fit-on-a-phone.yaml", JobFiles.Job("a")));
        var server = await ServeAsync();
        await server.ReadyAsync();
        await using var browser = await Browser.OpenAsync(Place, server.Status, window: "500,800");
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = 375, ["height"] = 700, ["deviceScaleFactor"] = 2, ["mobile"] = true });
        await browser.SendAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true });
        await browser.SendAsync("Page.reload", []);
        await browser.UntilAsync("document.querySelector('.rows a') !== null");

        Assert.Equal("true", await browser.AskAsync("document.documentElement.scrollWidth <= 375"));
        Assert.Equal("link", await browser.AskAsync("document.querySelector('.rows a').matches('a[href]') ? 'link' : 'none'"));
        await browser.AskAsync("document.querySelector('.rows a').click()");
        await browser.UntilAsync("document.querySelector('h2.file') !== null");
        Assert.Equal("true", await browser.AskAsync("document.documentElement.scrollWidth <= 375"));
        Assert.Empty(browser.Complaints);
    }

    private static async Task<string> NextAsync(StreamReader reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line["data: ".Length..];
            }
        }

        throw new EndOfStreamException();
    }
}
