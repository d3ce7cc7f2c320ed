using System.Text;
using Goji.Records;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Chaos;

/// <summary>Holds a world in which nothing changes any more against what was promised.</summary>
internal sealed class WorldCheck(World world)
{
    private readonly List<string> broken = [];

    /// <summary>Every promise that was not kept, in a sentence; none, as it should be.</summary>
    public IReadOnlyList<string> Broken()
    {
        var created = world.Cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).ToList();
        CheckStarts(created);
        CheckFolders();
        foreach (var job in world.Jobs)
        {
            CheckRecord(job, created);
        }

        CheckCompanions();
        CheckTtl();
        CheckGit();
        CheckLocalWork();
        return broken;
    }

    private void CheckStarts(List<SandboxAuditEntry> created)
    {
        foreach (var twice in created.GroupBy(entry => (entry.RunId, entry.Namespace, entry.Name)).Where(group => group.Count() > 1))
        {
            broken.Add($"DOUBLE START: {twice.Key} was created {twice.Count()} times.");
        }

        var expected = world.Jobs.Sum(job => job.Creates);
        Expect(created.Count == expected, $"{created.Count} Jobs were created instead of {expected}: {string.Join(", ", created.Select(entry => entry.Name))}.");
    }

    private void CheckFolders()
    {
        var files = world.Origin.Files;
        foreach (var job in world.Jobs)
        {
            var folders = BareOrigin.StateFolders.Where(folder => files.Contains($"{folder}/{job.Path}")).ToList();
            Expect(folders is [var only] && only == NameOf(job.End), $"{job.Path} is in '{string.Join("', '", folders)}' instead of {job.End}.");
        }

        foreach (var commit in world.Origin.Git("rev-list", world.Origin.Branch).Split('\n').SkipLast(2))
        {
            var then = world.Origin.Git("ls-tree", "-r", "--name-only", commit).Split('\n');
            var bad = world.Jobs.Where(job => BareOrigin.StateFolders.Count(folder => then.Contains($"{folder}/{job.Path}")) != 1);
            Expect(!bad.Any(), $"Commit {commit} has {string.Join(", ", bad.Select(job => job.Path))} in no folder or in several.");
        }
    }

    private void CheckRecord(ExpectedJob job, List<SandboxAuditEntry> created)
    {
        var record = RecordOf(job);
        Expect(record.Attempts.Count == 1, $"The record of {job.Path} has {record.Attempts.Count} attempts.");
        var attempt = record.Attempts[^1];
        Expect(attempt.State == job.End, $"The record of {job.Path} has {attempt.State} instead of {job.End}.");
        var started = attempt.Jobs.Where(run => run.Uid is not null).ToList();
        Expect(started.Count == job.Creates, $"The record of {job.Path} knows {started.Count} Jobs instead of {job.Creates}.");
        foreach (var run in started)
        {
            var isTrue = created.Any(entry => entry.Uid == run.Uid && entry.RunId == attempt.Id && entry.Name == run.Name && entry.Namespace == run.Namespace);
            Expect(isTrue, $"The record of {job.Path} names a Job {run} ({run.Uid}) that was never created for it.");
        }
    }

    /// <summary>Two files have shared a ConfigMap, one after the other: it belongs to the second. That of a file that was refused is not there.</summary>
    private void CheckCompanions()
    {
        var companions = CompanionCheck.ReadAsync(world.Cluster).GetAwaiter().GetResult();
        broken.AddRange(companions.Orphaned());
        Expect(companions.Ours.SequenceEqual(["settings"]), $"The companions are {string.Join(", ", companions.Ours)}.");
        var files = world.Jobs.Where(job => job.Path.StartsWith("mapped", StringComparison.Ordinal)).ToDictionary(job => RecordOf(job).Attempts[^1].Id);
        Expect(
            files.TryGetValue(companions.RunOf("settings"), out var owner) && owner.Manifest.Contains($"value: {companions.ValueOf("settings", "value")}\n", StringComparison.Ordinal),
            $"OVERWRITTEN: The ConfigMap of the run {companions.RunOf("settings")} has the value '{companions.ValueOf("settings", "value")}'.");
    }

    /// <summary>What had a time to live of nothing is gone, and nothing else is but the Job that gave way to its successor.</summary>
    private void CheckTtl()
    {
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        using var client = new HttpClient(world.Cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
        var jobs = client.GetStringAsync(new Uri("/apis/batch/v1/jobs", UriKind.Relative)).GetAwaiter().GetResult();
        Expect(!jobs.Contains("\"name\":\"fleeting\"", StringComparison.Ordinal), "The Job with ttlSecondsAfterFinished 0 is still there.");
        foreach (var gone in world.Cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Deleted && entry.Name is not ("fleeting" or "good")))
        {
            broken.Add($"The Job '{gone.Name}' was deleted, and nobody asked for that.");
        }
    }

    private void CheckGit()
    {
        Fsck(world.Origin.Path);
        Fsck(world.Clone);
        Expect(world.Locks().Count == 0, $"Lock files are left: {string.Join(", ", world.Locks())}.");
        Expect(GitProgram.Run(world.Clone, "rev-parse", "HEAD") == world.Origin.Tip, "The clone has not followed its origin.");
    }

    private void CheckLocalWork()
    {
        foreach (var file in (string[])[World.Edited, World.Untracked])
        {
            var path = Path.Combine(world.Clone, file);
            Expect(File.Exists(path) && File.ReadAllText(path) == World.LocalWork, $"The local work in {file} is gone.");
        }

        var status = GitProgram.Run(world.Clone, "status", "--porcelain", "-uall").Split('\n').Select(line => line.Trim()).Order(StringComparer.Ordinal);
        Expect(status.SequenceEqual([$"?? {World.Untracked}", $"M {World.Edited}"]), $"The clone's status is: {string.Join("; ", status)}.");
    }

    private void Fsck(string repository)
    {
        try
        {
            GitProgram.Run(repository, "fsck", "--strict", "--no-dangling");
        }
        catch (InvalidOperationException failure)
        {
            broken.Add(failure.Message);
        }
    }

    private void Expect(bool isKept, string otherwise)
    {
        if (!isKept)
        {
            broken.Add(otherwise);
        }
    }

    private RunRecord RecordOf(ExpectedJob job) =>
        RunRecordYaml.Read(job.Path, Encoding.UTF8.GetBytes(world.Origin.Show(RunRecord.PathOf(job.Path)) + "\n"));

    private static string NameOf(JobState state) => state.ToString().ToLowerInvariant();
}
