using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Api;

public class ListingJobs
{
    [Fact]
    public async Task Pages_show_the_list_as_it_was_when_the_first_was_read()
    {
        using var cluster = new TestCluster();
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await cluster.CreateAsync(TestJob.Of("hang", name: name));
        }

        var first = (await cluster.GetAsync($"{TestJob.Path}?limit=2")).Body;
        await cluster.DeleteAsync($"{TestJob.Path}/d");
        await cluster.CreateAsync(TestJob.Of(name: "f"));
        var second = (await cluster.GetAsync($"{TestJob.Path}?limit=2&continue={Token(first)}")).Body;
        var third = (await cluster.GetAsync($"{TestJob.Path}?limit=2&continue={Token(second)}")).Body;

        Assert.Equal(["a,b", "c,d", "e"], new[] { first, second, third }.Select(Names));
        Assert.Equal((3, 1, null), ((int?)first["metadata"]!["remainingItemCount"], (int?)second["metadata"]!["remainingItemCount"], third["metadata"]!["continue"]));
        Assert.Equal((string?)first["metadata"]!["resourceVersion"], (string?)third["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task A_late_request_for_a_page_is_answered_410()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang", name: "a"));
        await cluster.CreateAsync(TestJob.Of("hang", name: "b"));
        var token = Token((await cluster.GetAsync($"{TestJob.Path}?limit=1")).Body);

        cluster.Pass(301);

        var answer = await cluster.GetAsync($"{TestJob.Path}?limit=1&continue={token}");
        Assert.Equal((410, "Expired"), (answer.Code, answer.Reason));
        Assert.StartsWith("The provided continue parameter is too old", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team=a", "one,two")]
    [InlineData("team==a,tier!=back", "one")]
    [InlineData("team in (a, b)", "one,three,two")]
    [InlineData("team notin (a)", "four,three")]
    [InlineData("tier", "one,three,two")]
    [InlineData("!tier", "four")]
    public async Task Label_selectors_filter(string selector, string expected)
    {
        using var cluster = new TestCluster();
        await CreateAsync("one", """{"team": "a", "tier": "front"}""");
        await CreateAsync("two", """{"team": "a", "tier": "back"}""");
        await CreateAsync("three", """{"team": "b", "tier": "front"}""");
        await CreateAsync("four", """{"color": "red"}""");

        var list = (await cluster.GetAsync($"{TestJob.Path}?labelSelector={Uri.EscapeDataString(selector)}")).Body;

        Assert.Equal(expected, Names(list));

        Task CreateAsync(string name, string labels)
        {
            var job = TestJob.Of(name: name);
            job["metadata"]!["labels"] = JsonNode.Parse(labels);
            return cluster.CreateAsync(job);
        }
    }

    [Theory]
    [InlineData("metadata.name=b", "b")]
    [InlineData("metadata.name!=b", "a")]
    [InlineData("metadata.namespace=kube-system", "")]
    public async Task Field_selectors_filter(string selector, string expected)
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(name: "a"));
        await cluster.CreateAsync(TestJob.Of(name: "b"));

        Assert.Equal(expected, Names((await cluster.GetAsync($"apis/batch/v1/jobs?fieldSelector={Uri.EscapeDataString(selector)}")).Body));
    }

    [Fact]
    public async Task An_unsupported_field_selector_is_refused()
    {
        using var cluster = new TestCluster();

        var answer = await cluster.GetAsync($"{TestJob.Path}?fieldSelector=spec.suspend%3Dtrue");

        Assert.Equal((400, "field label not supported: spec.suspend"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Items_do_not_repeat_kind_and_apiVersion()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of());

        var list = (await cluster.GetAsync(TestJob.Path)).Body;

        Assert.Equal("JobList batch/v1", $"{list["kind"]} {list["apiVersion"]}");
        Assert.Null(list["items"]![0]!["kind"]);
        Assert.Equal("work", (string?)list["items"]![0]!["metadata"]!["name"]);
    }

    private static string Token(JsonObject list) => Uri.EscapeDataString((string)list["metadata"]!["continue"]!);

    private static string Names(JsonObject list) => string.Join(',', list["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]));
}
