using System.Diagnostics;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Chaos;

/// <summary>Lets runners race on clones of one origin while people queue jobs and push what has nothing to do with jobs.</summary>
internal sealed class RaceHarness(int runners, int jobs)
{
    private const int JobsPerCommit = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public async Task<RaceFigures> RunAsync(bool overHttp = false)
    {
        using var place = new TemporaryDirectory();
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        var kubeconfig = listener.WriteKubeconfig(place["kubeconfig"]);
        var origin = BareOrigin.WithStateFolders(place);
        using var server = overHttp ? new GitHttpServer(place.Path) : null;
        var lastCall = place["last-call"];
        var processes = Enumerable.Range(0, runners).Select(i =>
        {
            var clone = origin.Clone(place[$"clone-{i}"]);
            GitProgram.Run(clone, "remote", "set-url", "origin", server?.AddressOf(origin) ?? origin.Path);
            return RunnerProcess.Start(new(clone, kubeconfig) { Passes = int.MaxValue, LastCall = lastCall });
        }).ToList();
        try
        {
            var commits = QueueWhileTheyRun(origin);
            await UntilDoneAsync(origin);
            await File.WriteAllTextAsync(lastCall, "");
            var outcomes = await Task.WhenAll(processes.Select(process => process.EndAsync(Limit)));
            return new(
                runners,
                jobs,
                outcomes.Sum(outcome => outcome!.Passes),
                outcomes.Sum(outcome => outcome!.Pushes),
                outcomes.Sum(outcome => outcome!.Commits),
                commits,
                [.. Broken(origin, cluster, commits), .. outcomes.Select(outcome => outcome!.Failure).OfType<string>()]);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
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
    private static void Push(BareOrigin origin, string message, params (string Path, string? Content)[] files)
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

    private async Task UntilDoneAsync(BareOrigin origin)
    {
        var clock = Stopwatch.StartNew();
        while (origin.Files.Count(file => file.StartsWith("succeeded/job-", StringComparison.Ordinal)) < jobs)
        {
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
