using Goji.Passes;
using Goji.Sandbox;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>
/// Two clusters with one CA and one repository, and runners that may not read the namespace kube-system. The runners of the first cluster are
/// killed with SIGKILL in mid-start; those of the other pass over what is left.
/// </summary>
public sealed class TwoClusters : ChaosTest, IDisposable
{
    private const int RoundsByDefault = 4;
    private const int JobsPerRound = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly PassStep[] Start = [PassStep.Create, PassStep.CreateResponse, PassStep.Observe, PassStep.RecordCommit, PassStep.RecordPush];

    private readonly SandboxCluster other;

    public TwoClusters(ITestOutputHelper output)
        : base(output)
    {
        other = new(new SandboxOptions { TimeProvider = Clock });
        Forbid("namespaces");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Claims_of_killed_runners_are_not_touched_by_runners_of_another_cluster(bool mayReadKeys)
    {
        if (!mayReadKeys)
        {
            Forbid("openid");
        }

        var random = new Random(ChaosSettings.Seed);
        Output.WriteLine($"Seed {ChaosSettings.Seed}.");
        await using var listener = await Cluster.ListenAsync();
        await using var otherListener = await other.ListenAsync();
        var kubeconfig = WriteKubeconfig("kubeconfig", listener);
        var otherOptions = NewClone();
        otherOptions.Kubeconfig = WriteKubeconfig("kubeconfig-other", otherListener);
        var rounds = ChaosSettings.Rounds(RoundsByDefault);
        var kills = 0;
        for (var round = 0; round < rounds; round++)
        {
            Queue([.. Enumerable.Range(0, JobsPerRound).Select(i => JobFile((round * JobsPerRound) + i))]);
            kills += await KillAsync(kubeconfig, RandomMoment(random)) ? 1 : 0;
            foreach (var seconds in (int[])[0, random.Next(1, 60), 61])
            {
                Clock.Advance(TimeSpan.FromSeconds(seconds));
                await new GojiRunner(otherOptions, Log).ProcessAsync(CancellationToken.None);
                AssertNothingMoved();
            }
        }

        PassUntilQuiet();

        Output.WriteLine($"{kills} kills in {rounds} rounds, {Created.Count} Jobs created.");
        AssertNothingMoved();
        Assert.InRange(kills, 1, rounds);
        Assert.Equal(Created.Distinct(), Created);
        if (mayReadKeys)
        {
            var files = Enumerable.Range(0, rounds * JobsPerRound).Select(i => JobFile(i).Path);
            Assert.Equal(files.Select(file => $"succeeded/{file}"), Jobs);
            Assert.Equal(rounds * JobsPerRound, Created.Count);
        }
        else
        {
            // What was recorded as started is found by its UID and judged; what nothing can settle stays.
            Assert.All(
                Jobs.Where(job => !job.StartsWith("succeeded/", StringComparison.Ordinal)),
                job => Assert.Null(Record(job["processing/".Length..]).Newest!.Jobs[0].Uid));
        }
    }

    public new void Dispose()
    {
        other.Dispose();
        base.Dispose();
    }

    private static (string Path, string Manifest) JobFile(int number) =>
        ($"job-{number:0000}.yaml", JobSet.Job($"job-{number:0000}", spec: number % 2 == 0 ? "ttlSecondsAfterFinished: 0" : ""));

    /// <summary>A moment from the end of the claim's push on: everything is claimed, and not everything is started and recorded.</summary>
    private static Moment RandomMoment(Random random) => random.Next(Start.Length + 1) is var step && step == Start.Length
        ? new() { Step = PassStep.ClaimPush, IsAfter = true }
        : new() { Step = Start[step], IsAfter = random.Next(2) == 0, Skip = Start[step] is PassStep.Create or PassStep.CreateResponse ? random.Next(JobsPerRound) : 0 };

    /// <returns>Whether the runner was killed; else it was done before.</returns>
    private async Task<bool> KillAsync(string kubeconfig, Moment moment)
    {
        using var runner = RunnerProcess.Start(new(NewClone().Directory, kubeconfig) { Kill = moment });
        var outcome = await runner.EndAsync(Limit);
        Output.WriteLine($"A runner that was to be killed {moment} {(outcome is null ? "was" : $"ended: {outcome}")}.\n{runner.Log}");
        return outcome is null;
    }

    private void AssertNothingMoved()
    {
        Assert.Empty(other.Audit.Jobs);
        Assert.All(Jobs, job => Assert.True(job.StartsWith("processing/", StringComparison.Ordinal) || job.StartsWith("succeeded/", StringComparison.Ordinal), job));
    }

    private void Forbid(string resource)
    {
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "get", Resource = resource });
        other.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "get", Resource = resource });
    }

    private string WriteKubeconfig(string name, SandboxListener listener)
    {
        var path = listener.WriteKubeconfig(Place[name]);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("    server:", $"    certificate-authority-data: {SharedAuthority.Data}\n    server:", StringComparison.Ordinal));
        return path;
    }
}
