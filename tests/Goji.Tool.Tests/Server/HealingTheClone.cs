using System.Net;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

public sealed class HealingTheClone : ServerTest
{
    [Fact]
    public async Task Clone_that_is_deleted_is_made_again()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Directory.Delete(Place["jobs"], recursive: true);

        await RunsAJobAsync(server);

        Assert.Equal(1, await server.MetricAsync("goji_reclones_total"));
        Assert.Empty(Directory.GetDirectories(Place.Path, "jobs.aside-*"));
    }

    [Fact]
    public async Task Clone_without_its_git_folder_is_moved_aside_and_made_again()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        File.WriteAllText(Place["jobs/README.mine"], "not pushed");
        Directory.Delete(Place["jobs/.git"], recursive: true);

        await RunsAJobAsync(server);

        Assert.Equal("not pushed", File.ReadAllText(Path.Combine(Assert.Single(Directory.GetDirectories(Place.Path, "jobs.aside-*")), "README.mine")));
    }

    [Fact]
    public async Task Clone_with_damaged_objects_is_moved_aside_and_made_again_also_after_a_restart()
    {
        Origin.Commit("Queue", ("failed/old.yaml", JobFiles.Job("old")));
        var server = await ServeAsync();
        await server.ReadyAsync();
        server.Program.Signal("KILL");
        await server.Program.WaitAsync();
        DamageObjects();

        var next = await ServeAsync();
        await RunsAJobAsync(next);

        Assert.Equal(1, await next.MetricAsync("goji_reclones_total"));
        Assert.Single(Directory.GetDirectories(Place.Path, "jobs.aside-*"));
        Assert.Contains("cannot be used and is cloned again", next.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clone_that_is_damaged_while_the_server_works_is_made_again()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        DamageObjects();

        await RunsAJobAsync(server);

        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));
    }

    [Fact]
    public async Task Clone_of_another_repository_is_moved_aside_with_whatever_nobody_has_pushed()
    {
        using var elsewhere = new TemporaryDirectory();
        var other = BareOrigin.WithStateFolders(elsewhere, "main");
        (await GojiAsync("init", "--repository", other.Path)).EndedWith(0);
        File.WriteAllText(Place["jobs/queued/mine.yaml"], "not pushed");

        var server = await ServeAsync();
        await RunsAJobAsync(server);

        Assert.Equal("not pushed", File.ReadAllText(Path.Combine(Assert.Single(Directory.GetDirectories(Place.Path, "jobs.aside-*")), "queued", "mine.yaml")));
        Assert.DoesNotContain("succeeded/a.yaml", other.Files);
    }

    private async Task RunsAJobAsync(RunningServer server)
    {
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(() => Jobs.Contains("succeeded/a.yaml"), () => server.Program.Output);
        Assert.Equal(1, Created("a"));
    }

    private void DamageObjects()
    {
        foreach (var file in Directory.EnumerateFiles(Place["jobs/.git/objects"], "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
            File.WriteAllBytes(file, [0, 1, 2, 3]);
        }
    }
}
