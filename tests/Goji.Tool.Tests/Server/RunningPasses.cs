using System.Net;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

public sealed class RunningPasses : ServerTest
{
    [Fact]
    public async Task Two_hundred_deliveries_during_a_pass_are_one_pass_after_it()
    {
        var server = await ServeAsync(arguments: ["--poll-interval", "1h"]);
        await server.ReadyAsync();
        var before = await server.PassesAsync();
        Origin.Commit("Queue", ("queued/a.yaml", "no manifest"));
        var held = new HeldPush(Place, Origin);
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await held.ArrivedAsync(() => server.Program.Output);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.DeliverAsync(GitHubDelivery.Push())));
        var during = await server.PassesAsync();
        held.Release();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Equal(before, during);
        await Eventually.IsTrueAsync(async () => await server.PassesAsync() == before + 2, () => server.Program.Output);
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(async () => await server.PassesAsync() >= before + 3, () => server.Program.Output);
        Assert.Equal(before + 3, await server.PassesAsync());
    }

    [Fact]
    public async Task Pass_runs_every_interval_without_any_delivery()
    {
        var server = await ServeAsync(arguments: ["--interval", "1s"]);
        await server.ReadyAsync();

        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        await JobsBecomeAsync(server, "succeeded/a.yaml");
    }

    [Fact]
    public async Task End_of_a_job_is_noticed_at_once_however_rarely_jobs_are_polled()
    {
        var server = await ServeAsync(arguments: ["--poll-interval", "1h"]);
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 2)));

        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();

        await JobsBecomeAsync(server, "succeeded/a.yaml");
        Assert.Equal(1, Created("a"));
    }

    [Fact]
    public async Task Job_starts_at_its_time_however_rarely_passes_run()
    {
        var server = await ServeAsync(arguments: ["--poll-interval", "1h"]);
        await server.ReadyAsync();
        var time = Clock.GetUtcNow().AddSeconds(4).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a").Replace(
            "  name: a\n", $"  name: a\n  annotations: {{goji.run/not-before: \"{time}\"}}\n", StringComparison.Ordinal)));

        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();

        await JobsBecomeAsync(server, "succeeded/a.yaml");
        Assert.Equal(1, Created("a"));
    }

    [Fact]
    public async Task Lost_push_is_counted()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        var held = new HeldPush(Place, Origin);
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await held.ArrivedAsync(() => server.Program.Output);
        held.AllowOthers();
        Origin.Commit("Somebody is faster", ("README.md", "Hello"));

        held.Release();

        await JobsBecomeAsync(server, "succeeded/a.yaml");
        await Eventually.IsTrueAsync(async () => await server.MetricAsync("goji_push_retries_total") >= 1, () => server.Program.Output);
        Assert.Contains("README.md", Origin.Files);
        Assert.Equal(1, Created("a"));
    }

    [Fact]
    public async Task Two_replicas_on_one_repository_start_every_job_once()
    {
        var names = Enumerable.Range(0, 20).Select(number => $"job-{number:00}").ToArray();
        var first = await ServeAsync("first");
        var second = await ServeAsync("second");
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        Origin.Commit("Queue", [.. names.Select(name => ($"queued/{name}.yaml", JobFiles.Job(name, seconds: 1)))!]);

        var answers = await Task.WhenAll(new[] { first, second, first, second }.Select(server => server.DeliverAsync(GitHubDelivery.Push())));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        await JobsBecomeAsync(first, [.. names.Select(name => $"succeeded/{name}.yaml")]);
        Assert.All(names, name => Assert.Equal(1, Created(name)));
    }
}
