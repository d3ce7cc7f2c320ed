using System.Net;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

public sealed class StartingAndStopping : ServerTest
{
    [Fact]
    public async Task Server_lives_and_becomes_ready_when_the_remote_is_there_at_last()
    {
        Directory.Move(Origin.Path, Origin.Path + ".away");
        var server = await ServeAsync();
        await Eventually.IsTrueAsync(() => server.Program.Output.Contains("A pass failed", StringComparison.Ordinal), () => server.Program.Output);

        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.StatusAsync("/health/ready"));
        Directory.Move(Origin.Path + ".away", Origin.Path);
        await server.ReadyAsync();
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData(null, false)]
    [InlineData("false", true)]
    public async Task Clone_of_the_server_has_the_archive_on_disk_only_where_a_setting_asks_for_it(string? sparse, bool isOnDisk)
    {
        Origin.Commit("Archive", ("succeeded/old.yaml", JobFiles.Job("old")), ("queued/new.yaml", JobFiles.Job("new", seconds: 1000)));

        var server = await ServeAsync(arguments: sparse is null ? [] : ["--sparse", sparse]);
        await server.ReadyAsync();
        await JobsBecomeAsync(server, "processing/new.yaml", "succeeded/old.yaml");

        Assert.Equal(isOnDisk, File.Exists(Place["jobs/succeeded/old.yaml"]));
        Assert.Contains("old.yaml", await server.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    /// <summary>
    /// By default, .NET lets a server allocate most of the processor's cache, hundreds of megabytes on a large one, before it collects anything.
    /// </summary>
    [Fact]
    public async Task Server_collects_young_garbage_before_it_adds_up_to_megabytes()
    {
        const int MaxRequests = 1000;
        var server = await ServeAsync();

        var requests = 0;
        while (await server.MetricAsync("dotnet_collection_count_total{generation=\"0\"}") == 0 && requests < MaxRequests)
        {
            requests++;
        }

        Assert.InRange(requests, 0, MaxRequests - 1);
    }

    [Fact]
    public async Task Status_names_the_cluster_while_it_does_not_answer()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Cluster.Faults.IsDown = true;
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(async () => await server.StatusAsync("/health/status") == HttpStatusCode.ServiceUnavailable, () => server.Program.Output);

        // The page and the webhooks stay reachable, and a restart would not bring the cluster back.
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));

        Cluster.Faults.IsDown = false;

        await server.ReadyAsync();
        await JobsBecomeAsync(server, "succeeded/a.yaml");
        Assert.Equal(1, Created("a"));
    }

    [Fact]
    public async Task Idle_server_notices_that_the_cluster_does_not_answer()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();

        Cluster.Faults.IsDown = true;
        await Eventually.IsTrueAsync(async () => await server.StatusAsync("/health/status") == HttpStatusCode.ServiceUnavailable, () => server.Program.Output);

        // The page and the webhooks stay reachable, and a restart would not bring the cluster back.
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));
        using var answer = await server.Client.GetAsync("/health/status");
        var isReady = await server.MetricAsync("goji_ready");
        Cluster.Faults.IsDown = false;

        Assert.Equal("The cluster does not answer.", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, isReady);
        Assert.Contains("Jobs cannot be started: Could not identify the cluster", server.Program.Output, StringComparison.Ordinal);
        await server.ReadyAsync();
        Assert.Equal(1, await server.MetricAsync("goji_ready"));
    }

    [Fact]
    public async Task Sigterm_in_the_middle_of_a_pass_lets_the_pass_finish()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 3600)));
        var held = new HeldPush(Place, Origin);
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await held.ArrivedAsync(() => server.Program.Output);

        server.Program.Signal("TERM");
        held.Release();
        var result = await server.Program.WaitAsync();

        result.EndedWith(0);
        Assert.Equal(["processing/a.yaml"], Jobs);
        Assert.Contains("uid:", Origin.Show(".goji/runs/a.yaml"), StringComparison.Ordinal);
        Assert.Equal(1, Created("a"));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_pass_nothing_is_started_twice_or_lost()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 1)), ("queued/b.yaml", JobFiles.Job("b", seconds: 1)));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(() => Jobs.Contains("processing/a.yaml"), () => server.Program.Output);

        server.Program.Signal("KILL");
        await server.Program.WaitAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));
        var next = await ServeAsync();

        await JobsBecomeAsync(next, "succeeded/a.yaml", "succeeded/b.yaml");
        Assert.Equal(1, Created("a"));
        Assert.Equal(1, Created("b"));
    }

    [Fact]
    public async Task Address_that_is_taken_ends_it_with_one_sentence()
    {
        var server = await ServeAsync();

        var result = await GojiAsync("server", "--repository", Origin.Path, "--directory", "another", "--sandbox", "--listen", TextOf(server.Webhooks), "--status-listen", "http://127.0.0.1:0");

        result.EndedWith(2);
        Assert.StartsWith($"error: The server cannot listen on '{TextOf(server.Webhooks)}' and 'http://127.0.0.1:0': ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("Choose other addresses with --listen and --status-listen.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no clone in './jobs', and no repository to clone. Set '--repository' or the environment variable 'GIT_REPOSITORY'.")]
    [InlineData("'--page-user-header' needs '--trusted-proxies': anybody could send the header otherwise.", "--repository", "x", "--page-user-header", "X-Forwarded-User")]
    [InlineData("'--listen' and '--status-listen' are both 'http://*:8080'. Choose another port for one of them.", "--repository", "x", "--status-listen", "http://127.0.0.1:8080")]
    public async Task Settings_that_cannot_work_end_it_at_once(string message, params string[] arguments)
    {
        var result = await GojiAsync(["server", .. arguments]);

        result.EndedWith(2);
        Assert.Equal($"error: {message}", result.Error);
    }

    [Fact]
    public async Task Misspelt_variable_ends_it_at_once_and_those_of_a_Service_do_not()
    {
        var result = await GojiProgram.RunAsync(
            Place.Path,
            ["server", "--repository", "x"],
            new() { ["GOJI_INTERVALL"] = "90s", ["GOJI_SERVICE_HOST"] = "10.0.0.1", ["GOJI_PORT"] = "tcp://10.0.0.1:80", ["GOJI_PORT_80_TCP"] = "x", ["GOJI_STATUS_SERVICE_PORT"] = "8081" });

        result.EndedWith(2);
        Assert.Equal("error: No setting has the environment variable 'GOJI_INTERVALL'. Correct it to 'GOJI_INTERVAL', or unset it.", result.Error);
    }

    private static string TextOf(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
