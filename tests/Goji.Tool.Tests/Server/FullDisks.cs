using System.Net;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>A server whose disk is full for a while.</summary>
public sealed class FullDisks : ServerTest
{
    [FactNeedingSmallDisk]
    public async Task Server_goes_on_when_there_is_room_again_and_each_job_runs_once()
    {
        using var disk = SmallDisk.Mount(Place["disk"], megabytes: 4);
        var server = await ServeAsync("disk/jobs");
        await server.ReadyAsync();
        disk.Fill();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(async () => await server.MetricAsync("goji_passes_total{result=\"failed\"}") > 0, () => server.Program.Output);
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));
        Assert.Equal(["queued/a.yaml"], Jobs);
        disk.Empty();
        Origin.Commit("Queue", ("queued/b.yaml", JobFiles.Job("b")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();

        await JobsBecomeAsync(server, "succeeded/a.yaml", "succeeded/b.yaml");
        Assert.Equal((1, 1), (Created("a"), Created("b")));
        Origin.Git("fsck", "--strict", "--no-dangling");
    }
}
