using System.Net.Http.Headers;

namespace Goji.Sandbox.Tests.Jobs;

/// <summary>Logs that are written over time, and the ways to read them.</summary>
public sealed class WritingLogs : IDisposable
{
    private readonly TestCluster cluster = new();

    public void Dispose() => cluster.Dispose();

    [Theory]
    [InlineData("", "line 1\nline 2\nline 3\nline 4\n")]
    [InlineData("?tailLines=2", "line 3\nline 4\n")]
    [InlineData("?tailLines=0", "")]
    [InlineData("?limitBytes=9", "line 1\nli")]
    [InlineData("?sinceTime=2026-11-22T12%3A00%3A01.9Z", "line 3\nline 4\n")]
    [InlineData("?sinceSeconds=1", "line 3\nline 4\n")]
    [InlineData("?timestamps=true&tailLines=2", "2026-11-22T12:00:01Z line 3\n2026-11-22T12:00:01.5Z line 4\n")]
    [InlineData("?follow=true", "line 1\nline 2\nline 3\nline 4\n")]
    public async Task Lines_of_a_container_that_has_ended_are_read(string query, string expected)
    {
        await cluster.CreateAsync(TestJob.Of(seconds: 2).With("log", "line {n}").With("log-lines-per-second", "2"));
        cluster.Pass(2);

        Assert.Equal(expected, (await cluster.GetAsync(await PathAsync() + query)).Text);
    }

    [Fact]
    public async Task Lines_appear_over_time()
    {
        await cluster.CreateAsync(TestJob.Of(seconds: 100).With("log", "a\nb").With("log-lines-per-second", "1"));
        var path = await PathAsync();

        Assert.Equal("a\n", (await cluster.GetAsync(path)).Text);
        cluster.Pass(2.5);
        Assert.Equal("a\nb\na\n", (await cluster.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Reader_that_follows_has_each_line_when_it_is_written_and_the_end_when_the_container_ends()
    {
        await cluster.CreateAsync(TestJob.Of(seconds: 3).With("log", "line {n}").With("log-lines-per-second", "1"));
        using var response = await cluster.Http.GetAsync(await PathAsync() + "?follow=true", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(new MediaTypeHeaderValue("text/plain"), response.Content.Headers.ContentType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        var lines = new List<string?>();
        for (var next = reader.ReadLineAsync(); lines.Count == 0 || lines[^1] is not null; next = reader.ReadLineAsync())
        {
            while (!next.IsCompleted)
            {
                await Task.Yield();
                cluster.Pass(0.05);
            }

            lines.Add(await next);
        }

        Assert.Equal(["line 1", "line 2", "line 3", null], lines);
    }

    [Fact]
    public async Task Previous_run_of_a_container_has_its_own_log()
    {
        await cluster.CreateAsync(TestJob.Of("fail", restartPolicy: "OnFailure").With("log", "line {n}").With("log-lines-per-second", "1"));
        var path = await PathAsync();
        Assert.Equal(400, (await cluster.GetAsync(path + "?previous=true")).Code);

        cluster.Pass(1);
        Assert.Equal("line 1\n", (await cluster.GetAsync(path)).Text);
        cluster.Pass(20);

        Assert.Equal("line 1\n", (await cluster.GetAsync(path + "?previous=true")).Text);
    }

    [Fact]
    public async Task Run_has_the_same_times_while_it_is_the_newest_and_when_it_is_the_previous_one()
    {
        await cluster.CreateAsync(TestJob.Of("fail", seconds: 1.5, restartPolicy: "OnFailure").With("log", "line {n}").With("log-lines-per-second", "4"));
        var path = await PathAsync() + "?timestamps=true";
        cluster.Pass(1.6);
        var first = (await cluster.GetAsync(path)).Text;
        cluster.Pass(2);
        Assert.Equal(first, (await cluster.GetAsync(path + "&previous=true")).Text);
        Assert.NotEqual(first, (await cluster.GetAsync(path)).Text);

        cluster.Pass(1);

        // The container waits to be started again: its last state is that of its newest run.
        var status = Assert.Single(await cluster.PodsAsync())["status"]!["containerStatuses"]![0]!;
        Assert.NotNull(status["state"]!["waiting"]);
        Assert.Equal((string?)status["containerID"], (string?)status["lastState"]!["terminated"]!["containerID"]);
        Assert.Equal((await cluster.GetAsync(path)).Text, (await cluster.GetAsync(path + "&previous=true")).Text);
    }

    [Fact]
    public async Task Reader_that_follows_a_run_gets_no_line_of_the_next()
    {
        await cluster.CreateAsync(TestJob.Of("fail", seconds: 2, restartPolicy: "OnFailure").With("log", "line {n}").With("log-lines-per-second", "1"));
        using var response = await cluster.Http.GetAsync(await PathAsync() + "?follow=true", HttpCompletionOption.ResponseHeadersRead);

        cluster.Pass(13.5);

        Assert.Equal("line 1\nline 2\n", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""["sh", "-c", "echo one; echo 'two words' && exit 0"]""", "one\ntwo words\n")]
    [InlineData("""["echo", "a", "b"]""", "a b\n")]
    [InlineData("""["sh", "-c", "echo $HOME; true"]""", "")]
    [InlineData("""["run", "echo"]""", "")]
    public async Task Plain_echo_is_the_log_of_a_container_without_an_annotation(string command, string expected)
    {
        var job = TestJob.Of();
        job["spec"]!["template"]!["spec"]!["containers"]![0]!["command"] = System.Text.Json.Nodes.JsonNode.Parse(command);
        await cluster.CreateAsync(job);
        cluster.Pass(1);

        Assert.Equal(expected, (await cluster.GetAsync(await PathAsync())).Text);
    }

    [Fact]
    public async Task Stream_can_be_cut()
    {
        cluster.Cluster.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromSeconds(1), Times = 1 });
        await cluster.CreateAsync(TestJob.Of(seconds: 100).With("log", "line {n}").With("log-lines-per-second", "4"));
        var reading = cluster.Http.GetAsync(await PathAsync() + "?follow=true");

        while (!reading.IsCompleted)
        {
            await Task.Yield();
            cluster.Pass(0.05);
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => reading);
    }

    private async Task<string> PathAsync() => $"api/v1/namespaces/default/pods/{Assert.Single(await cluster.PodsAsync())["metadata"]!["name"]}/log";
}
