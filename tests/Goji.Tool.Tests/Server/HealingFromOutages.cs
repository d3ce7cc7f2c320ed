using System.Net;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>After whatever has happened to it, the server is back to work by itself within one interval, which is five seconds here.</summary>
public sealed class HealingFromOutages : ServerTest
{
    private RunningServer? server;

    [FactNeedingSmallDisk]
    public async Task Full_disk()
    {
        using var disk = SmallDisk.Mount(Place["disk"], megabytes: 8);
        await StartAsync(Origin.Path, "disk/jobs");
        disk.Fill();
        Queue();
        await FailsAsync();

        disk.Empty();

        await RunsAsync();
    }

    [Fact]
    public async Task Git_host_away()
    {
        using var git = new GitHttpServer(Place.Path);
        await StartAsync(git.AddressOf(Origin));
        git.Instead = context => Task.FromResult(Answer(context.Response, 503));
        Queue();
        await FailsAsync();

        git.Instead = null;

        await RunsAsync();
        Assert.Equal(HttpStatusCode.OK, await server!.StatusAsync("/health/live"));
    }

    [Fact]
    public async Task Api_server_away()
    {
        await StartAsync(Origin.Path);
        var fault = new SandboxFault(SandboxFaultKind.ServiceUnavailable);
        Cluster.Faults.Add(fault);
        Queue();
        await FailsAsync();

        Cluster.Faults.Remove(fault);

        await RunsAsync();
    }

    [Fact]
    public async Task Credentials_expired()
    {
        using var git = new GitHttpServer(Place.Path) { User = "me", Password = "1st-password" };
        File.WriteAllText(Place["password"], "1st-password\n");
        await StartAsync(git.AddressOf(Origin), "jobs", ("GIT_USERNAME", "me"), ("GIT_PASSWORD_FILE", Place["password"]));
        git.Password = "2nd-password";
        Queue();
        await FailsAsync();

        File.WriteAllText(Place["password"], "2nd-password\n");

        await RunsAsync();
        Assert.DoesNotContain("2nd-password", server!.Program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(86_400)]
    [InlineData(-86_400)]
    public async Task Clock_jumps(double seconds)
    {
        await StartAsync(Origin.Path);
        Queue();
        await Eventually.IsTrueAsync(() => Created("a") == 1, () => server!.Program.Output);

        Clock.Advance(TimeSpan.FromSeconds(seconds));
        var passes = await server!.PassesAsync();
        await Eventually.IsTrueAsync(async () => await server.PassesAsync() > passes, () => server.Program.Output);
        Clock.Advance(TimeSpan.FromSeconds(Math.Abs(seconds) + 10));

        await RunsAsync();
    }

    [FactNeeding("sh")]
    public async Task Stopped_for_longer_than_a_claim_lasts()
    {
        await StartAsync(Origin.Path);
        server!.Program.Signal("STOP");
        Queue();
        Clock.Advance(TimeSpan.FromMinutes(5));
        server.Program.Signal("CONT");

        await RunsAsync();
    }

    [FactNeeding("sh")]
    public async Task Killed_for_its_memory()
    {
        await StartAsync(Origin.Path);
        Queue();
        await Eventually.IsTrueAsync(() => !Jobs.Contains("queued/a.yaml"), () => server!.Program.Output);
        server!.Program.Signal("KILL");
        await server.Program.WaitAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));

        await StartAsync(Origin.Path);

        await RunsAsync();
    }

    private static bool Answer(HttpListenerResponse response, int status)
    {
        response.StatusCode = status;
        response.Close();
        return true;
    }

    private async Task StartAsync(string address, string directory = "jobs", params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string> { ["KUBECONFIG"] = Place["kubeconfig"], ["GOJI_WEBHOOK_TOKEN"] = "token" };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        server = await RunningServer.StartAsync(
            Place.Path, ["--directory", directory, "--repository", address, "--interval", "5s", "--poll-interval", "1s"], environment);
        Own(server);
        await server.ReadyAsync();
    }

    private void Queue() => Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

    private Task FailsAsync() => Eventually.IsTrueAsync(async () => await server!.StatusAsync("/health/status") == HttpStatusCode.ServiceUnavailable, () => server!.Program.Output);

    private async Task RunsAsync()
    {
        await Eventually.IsTrueAsync(() => Jobs.SequenceEqual(["succeeded/a.yaml"]), () => server!.Program.Output);
        Assert.Equal(1, Created("a"));
    }
}
