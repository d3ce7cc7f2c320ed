using System.Diagnostics;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Chaos.Races;

/// <summary>Lets runners race on clones of one origin while people queue jobs and push what has nothing to do with jobs.</summary>
internal sealed class RaceHarness(int runners, int jobs)
{
    private const int JobsPerCommit = 8;
    private const double LongClaim = 60;

    // Claims of killed runners are taken over soon enough for a test.
    private const double ShortClaim = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs the race until every job has its verdict.</summary>
    /// <param name="remote">The way to the origin.</param>
    /// <param name="kills">The number of times that each runner is killed at a random moment; a runner with a new clone follows each time.</param>
    /// <param name="seed">Decides the moments.</param>
    public async Task<RaceFigures> RunAsync(RaceRemote remote = RaceRemote.Folder, int kills = 0, int seed = 1)
    {
        using var place = new TemporaryDirectory();
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        var kubeconfig = listener.WriteKubeconfig(place["kubeconfig"]);
        var origin = BareOrigin.WithStateFolders(place);
        using var server = new RaceServer(remote, place);
        var lastCall = place["last-call"];
        var slots = Enumerable.Range(0, runners).Select(i => new RaceSlot(
            attempt => server.Clone(origin, place[$"clone-{i}-{attempt}"]),
            new RunnerOrder("", kubeconfig) { Passes = int.MaxValue, LastCall = lastCall, ClaimSeconds = kills > 0 ? ShortClaim : LongClaim },
            kills,
            RaceSlot.AtAnyStep(seed + i))).ToList();
        using var ending = new CancellationTokenSource();
        var races = slots.Select(slot => slot.RunAsync(Limit, ending.Token)).ToList();
        try
        {
            var commits = QueueWhileTheyRun(origin);
            await UntilDoneAsync(origin, races);
            await File.WriteAllTextAsync(lastCall, "");
            var outcomes = await Task.WhenAll(races);
            return new(
                runners,
                jobs,
                outcomes.Sum(outcome => outcome.Passes),
                outcomes.Sum(outcome => outcome.Pushes),
                outcomes.Sum(outcome => outcome.Commits),
                commits,
                slots.Sum(slot => slot.Kills),
                [.. Broken(origin, cluster, commits), .. outcomes.Select(outcome => outcome.Failure).OfType<string>()]);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(races.Select(race => race.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    private int QueueWhileTheyRun(BareOrigin origin)
    {
        var commits = 0;
        foreach (var batch in Enumerable.Range(0, jobs).Chunk(JobsPerCommit))
        {
            Push(origin, "Queue", [.. batch.Select(i => ($"queued/job-{i:000}.yaml", (string?)JobSet.Job($"job-{i:000}", seconds: 0)))]);
            Push(origin, "Something else", ($"notes/{commits}.md", $"Note {commits}\n"));
            commits++;
        }

        return commits;
    }

    /// <summary>Pushes as a person does: when somebody else was first, once more.</summary>
    public static void Push(BareOrigin origin, string message, params (string Path, string? Content)[] files)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                origin.Commit(message, files);
                return;
            }
            catch (InvalidOperationException) when (tries < 50)
            {
            }
        }
    }

    private async Task UntilDoneAsync(BareOrigin origin, IReadOnlyList<Task<RunnerOutcome>> races)
    {
        var clock = Stopwatch.StartNew();
        while (origin.Files.Count(file => file.StartsWith("succeeded/job-", StringComparison.Ordinal)) < jobs)
        {
            if (races.All(race => race.IsCompleted))
            {
                await Task.WhenAll(races);
                throw new InvalidOperationException($"The runners have ended before the jobs: {string.Join("; ", races.Select(race => race.Result.Failure))}");
            }

            if (clock.Elapsed > Limit)
            {
                throw new TimeoutException($"The jobs are not done after {Limit.TotalMinutes} minutes: {string.Join(", ", origin.Files)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private IEnumerable<string> Broken(BareOrigin origin, SandboxCluster cluster, int commits)
    {
        var created = cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).ToList();
        foreach (var twice in created.GroupBy(entry => entry.Name).Where(group => group.Count() > 1))
        {
            yield return $"DOUBLE START: {twice.Key} was created {twice.Count()} times.";
        }

        var files = origin.Files.Where(file => !file.StartsWith(".goji/", StringComparison.Ordinal) && !file.EndsWith(".gitkeep", StringComparison.Ordinal));
        var expected = Enumerable.Range(0, jobs).Select(i => $"succeeded/job-{i:000}.yaml").Concat(Enumerable.Range(0, commits).Select(i => $"notes/{i}.md"));
        if (!files.ToHashSet().SetEquals(expected))
        {
            yield return $"LOST OR MISPLACED: {string.Join(", ", files.Except(expected).Concat(expected.Except(files)))}";
        }

        if (created.Count != jobs)
        {
            yield return $"{created.Count} Jobs were created instead of {jobs}.";
        }

        origin.Git("fsck", "--strict", "--no-dangling");
    }
}
