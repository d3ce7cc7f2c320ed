using Goji.Chaos.Races;
using Goji.Passes;
using Goji.Sandbox;
using Goji.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Runners in processes of their own, on clones of one origin and on one cluster.</summary>
public sealed class RacingRunners(ITestOutputHelper output)
{
    private const int ClaimSeconds = 5;
    private const int KillsOverSsh = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(6, 200, RaceRemote.Folder)]
    [InlineData(3, 32, RaceRemote.Http)]
    public async Task Each_job_is_started_once_and_none_is_lost(int runners, int jobs, RaceRemote remote)
    {
        var figures = await new RaceHarness(runners, jobs).RunAsync(remote);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
    }

    [Fact]
    public async Task Companions_are_neither_doubled_nor_orphaned_nor_overwritten_although_runners_are_killed_and_jobs_requeued()
    {
        const int Runners = 6;
        var kills = ChaosSettings.Rounds(1);
        output.WriteLine($"Seed {ChaosSettings.Seed}.");

        var figures = await new CompanionRace(Runners, kills, ChaosSettings.Seed).RunAsync();

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.InRange(figures.Kills, 1, Runners * kills);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Each_job_is_started_once_over_ssh_although_runners_are_killed()
    {
        const int Runners = 3;
        var kills = ChaosSettings.Rounds(KillsOverSsh);
        output.WriteLine($"Seed {ChaosSettings.Seed}.");

        var figures = await new RaceHarness(Runners, 24 * kills / KillsOverSsh).RunAsync(RaceRemote.Ssh, kills, ChaosSettings.Seed);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.InRange(figures.Kills, 1, Runners * kills);
    }

    [Theory]
    [InlineData(nameof(PassStep.ClaimPush), true)]
    [InlineData(nameof(PassStep.Create), false)]
    [InlineData(nameof(PassStep.CreateResponse), false)]
    [InlineData(nameof(PassStep.RecordPush), false)]
    public async Task A_runner_that_was_stopped_for_longer_than_its_claim_starts_nothing_again(string step, bool isAfter)
    {
        using var place = new TemporaryDirectory();
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit(
            "Queue",
            ("queued/fleeting.yaml", JobSet.Job("fleeting", spec: "ttlSecondsAfterFinished: 0", seconds: 0)),
            ("queued/plain.yaml", JobSet.Job("plain", seconds: 0)));
        var order = new RunnerOrder(origin.Clone(place["stopped"]), listener.WriteKubeconfig(place["kubeconfig"])) { ClaimSeconds = ClaimSeconds };
        using var stopped = RunnerProcess.Start(order with { Stop = new() { Step = Enum.Parse<PassStep>(step), IsAfter = isAfter } });
        await Eventually.IsTrueAsync(stopped.IsStopped, () => "The runner has not come to the step at which it is to stop.");

        var other = new GojiRunner(
            new() { Directory = origin.Clone(place["other"]), ClaimTime = TimeSpan.FromSeconds(ClaimSeconds) },
            new NotedLog(output.WriteLine),
            ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox")));
        await Eventually.IsTrueAsync(() => IsDone(other, origin), () => "The other runner has not taken over and finished.");
        stopped.Resume();
        var outcome = await stopped.EndAsync(Limit);

        output.WriteLine($"{outcome}\n{stopped.Log}");
        Assert.Null(outcome!.Failure);
        Assert.Equal(["fleeting", "plain"], cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).Select(entry => entry.Name).Order());
        Assert.True(IsDone(other, origin));
        Assert.Contains(cluster.Audit.Jobs, entry => entry is { Kind: SandboxAuditKind.Deleted, Name: "fleeting" });
    }

    private static bool IsDone(GojiRunner runner, BareOrigin origin)
    {
        runner.ProcessAsync(CancellationToken.None).GetAwaiter().GetResult();
        return origin.Files.Count(file => file is "succeeded/fleeting.yaml" or "succeeded/plain.yaml") == 2;
    }
}
