using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Api;

public class WatchingJobs
{
    [Fact]
    public async Task A_watch_sends_changes_that_time_causes()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(seconds: 5));
        using var watch = await OpenAsync(cluster, "?watch=true");

        var first = await watch.NextAsync();
        cluster.Pass(5);
        var second = await watch.NextAsync();
        var third = await watch.NextAsync();

        Assert.Equal("ADDED", first.Type);
        Assert.Empty(first.Body.Conditions());
        Assert.Equal(["SuccessCriteriaMet=True CompletionsReached"], second.Body.Conditions());
        Assert.Equal("Complete=True CompletionsReached", third.Body.Conditions()[^1]);
    }

    [Fact]
    public async Task A_failure_is_sent_as_FailureTarget_first()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("exit 42", """
            {"podFailurePolicy": {"rules": [{"action": "FailJob", "onExitCodes": {"operator": "In", "values": [42]}}]}}
            """));
        using var watch = await OpenAsync(cluster, "?watch=true");
        await watch.NextAsync();

        cluster.Pass(1);

        Assert.Equal(["FailureTarget=True PodFailurePolicy"], (await watch.NextAsync()).Body.Conditions());
        Assert.Equal("Failed=True PodFailurePolicy", (await watch.NextAsync()).Body.Conditions()[^1]);
    }

    [Fact]
    public async Task A_watch_continues_from_the_version_of_a_list()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang", name: "before"));
        var version = (string?)(await cluster.GetAsync(TestJob.Path)).Body["metadata"]!["resourceVersion"];
        await cluster.CreateAsync(TestJob.Of("hang", name: "after"));
        using var watch = await OpenAsync(cluster, $"?watch=true&resourceVersion={version}");

        var first = await watch.NextAsync();

        Assert.Equal("ADDED after", $"{first.Type} {first.Body["metadata"]!["name"]}");
    }

    [Fact]
    public async Task A_deletion_is_sent_with_the_last_state()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        using var watch = await OpenAsync(cluster, "?watch=true");
        await watch.NextAsync();

        await cluster.DeleteAsync($"{TestJob.Path}/work?propagationPolicy=Background");
        var change = await watch.NextAsync();

        Assert.Equal("DELETED work", $"{change.Type} {change.Body["metadata"]!["name"]}");
    }

    [Fact]
    public async Task An_object_that_leaves_the_selection_is_sent_as_deleted()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        using var watch = await OpenAsync(cluster, "?watch=true&labelSelector=goji.run/id");
        await watch.NextAsync();

        await cluster.PatchAsync($"{TestJob.Path}/work", JsonNode.Parse("""{"metadata": {"labels": {"goji.run/id": null}}}""")!);

        Assert.Equal("DELETED", (await watch.NextAsync()).Type);
    }

    [Fact]
    public async Task An_expired_version_is_answered_410()
    {
        using var cluster = new TestCluster();
        using var old = await OpenAsync(cluster, "?watch=true&resourceVersion=-5");

        var change = await old.NextAsync();

        Assert.Equal("ERROR 410 Expired", $"{change.Type} {change.Body["code"]} {change.Body["reason"]}");
    }

    [Fact]
    public async Task A_watch_ends_when_its_time_is_over()
    {
        using var cluster = new TestCluster();
        using var watch = await OpenAsync(cluster, "?watch=true&timeoutSeconds=30");

        cluster.Pass(30);

        Assert.True(await watch.HasEndedAsync());
    }

    [Fact]
    public async Task A_watch_with_a_huge_timeout_is_accepted()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        using var watch = await OpenAsync(cluster, $"?watch=true&timeoutSeconds={long.MaxValue}");

        Assert.Equal("ADDED", (await watch.NextAsync()).Type);
    }

    [Fact]
    public async Task Timeout_at_the_moment_of_the_disconnect_is_harmless()
    {
        var clock = new LateClock();
        using var cluster = new SandboxCluster(new SandboxOptions { TimeProvider = clock });
        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://sandbox/") };

        (await TestWatch.OpenAsync(http, $"{TestJob.Path}?watch=true&timeoutSeconds=30")).Dispose();
        await clock.Disposed(TimeSpan.FromSeconds(30)).WaitAsync(TimeSpan.FromSeconds(30));

        clock.FireTimer();
    }

    [Fact]
    public async Task A_quiet_watch_gets_bookmarks_on_request()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        using var watch = await OpenAsync(cluster, "?watch=true&allowWatchBookmarks=true");
        await watch.NextAsync();
        var version = (string?)(await cluster.GetAsync(TestJob.Path)).Body["metadata"]!["resourceVersion"];

        var bookmark = await watch.NextWhilePassingAsync(cluster, seconds: 60);

        Assert.Equal("BOOKMARK", bookmark.Type);
        Assert.Equal(version, (string?)bookmark.Body["metadata"]!["resourceVersion"]);
    }

    private static Task<TestWatch> OpenAsync(TestCluster cluster, string query) => TestWatch.OpenAsync(cluster.Http, TestJob.Path + query);
}
