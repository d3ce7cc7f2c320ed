using System.Diagnostics;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Objects;

public sealed class HostileTrees : GitTest
{
    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData(".git")]
    [InlineData(".GIT")]
    [InlineData("git~1")]
    [InlineData(".git ")]
    [InlineData("a\\..\\b.yaml")]
    [InlineData("esc\u001b[31m.yaml")]
    public async Task Hostile_entry_is_neither_listed_nor_written(string name)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var clone = origin.Clone(Place["clone"]);
        CommitEntry(origin, name);
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var listed = snapshot.List(JobState.Queued);
        repository.UpdateWorkingCopy(snapshot);

        Assert.Empty(listed);
        Assert.False(File.Exists(Place["clone/planted.yaml"]));
        Assert.Equal(["origin", "clone"], Directory.EnumerateFileSystemEntries(Place.Path).Select(path => Path.GetFileName(path).Split('-')[0]).Distinct().Order(StringComparer.Ordinal).Reverse());
        Assert.False(File.Exists(Place["clone/.git/planted.yaml"]));
        Assert.Contains(Log.Warnings, warning => warning.Contains("is not a valid file name here", StringComparison.Ordinal));
        Assert.Equal(snapshot.Id, Git(clone, "rev-parse", "HEAD"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    public async Task New_sparse_clone_writes_no_hostile_entry(string name)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/good.yaml", "good"));
        CommitEntry(origin, name);

        await InitializeAsync(Settings(Place["clone"], origin.Path) with { Sparse = true });

        Assert.False(File.Exists(Place["clone/planted.yaml"]));
        Assert.False(File.Exists(Place["clone/.git/planted.yaml"]));
        Assert.True(File.Exists(Place["clone/queued/good.yaml"]));
        Assert.DoesNotContain("planted", Git(Place["clone"], "ls-files"), StringComparison.Ordinal);
        Assert.Contains(Log.Warnings, warning => warning.Contains("is not a valid file name here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_jobs_run_beside_a_hostile_entry()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/good.yaml", "good"));
        var clone = origin.Clone(Place["clone"]);
        CommitEntry(origin, "..");
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "good.yaml"));
        var outcome = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal("good", File.ReadAllText(Path.Combine(clone, "processing/good.yaml")));
    }

    [Fact]
    public async Task Name_that_is_not_UTF8_keeps_its_bytes()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var blob = Input(origin, "x", "hash-object", "-w", "--stdin");
        var queued = InputBytes(origin, [.. "100644 blob "u8, .. System.Text.Encoding.ASCII.GetBytes(blob), .. "\t"u8, 0xFF, .. ".yaml\n"u8], "mktree");
        CommitQueued(origin, queued);
        var repository = Open(origin.Clone(Place["clone"], "--no-checkout"));

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Write("queued/a.yaml", "a"));

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal("\"\\377.yaml\"\na.yaml", origin.Git("ls-tree", "--name-only", "master:queued").Replace(".gitkeep\n", "", StringComparison.Ordinal).Split('\n').Order(StringComparer.Ordinal).Aggregate((one, next) => $"{one}\n{next}"));
        origin.Git("fsck", "--full");
    }

    // A tree that git's own commands would not make: queued/<name>, or queued/<name>/planted.yaml.
    private static void CommitEntry(BareOrigin origin, string name)
    {
        var blob = Input(origin, "planted", "hash-object", "-w", "--stdin");
        var isFile = name.EndsWith(".yaml", StringComparison.Ordinal);
        var inner = isFile ? blob : Input(origin, $"100644 blob {blob}\tplanted.yaml\n", "mktree");
        var present = origin.Git("ls-tree", "-z", "master:queued");
        var entry = isFile ? $"100644 blob {inner}\t{name}\0" : $"040000 tree {inner}\t{name}\0";
        CommitQueued(origin, Input(origin, present + entry, "mktree", "-z"));
    }

    private static void CommitQueued(BareOrigin origin, string queued)
    {
        var others = origin.Git("ls-tree", "master").Split('\n').Where(line => !line.EndsWith("\tqueued", StringComparison.Ordinal));
        var root = Input(origin, string.Join('\n', others.Append($"040000 tree {queued}\tqueued")) + "\n", "mktree");
        var commit = origin.Git("commit-tree", root, "-p", "master", "-m", "Hostile");
        origin.Git("update-ref", "refs/heads/master", commit);
    }

    private static string Input(BareOrigin origin, string input, params string[] arguments) => InputBytes(origin, System.Text.Encoding.UTF8.GetBytes(input), arguments);

    private static string InputBytes(BareOrigin origin, byte[] input, params string[] arguments)
    {
        var (exitCode, output, error) = ChildProcess.Run(new ProcessStartInfo("git", arguments) { WorkingDirectory = origin.Path }, input);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed: {error}");
    }
}
