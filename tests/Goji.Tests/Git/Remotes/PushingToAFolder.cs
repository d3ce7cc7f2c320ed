using Goji.Git.Remotes.Folder;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class PushingToAFolder : GitTest
{
    private readonly BareOrigin origin;

    public PushingToAFolder()
    {
        origin = BareOrigin.WithStateFolders(Place);
    }

    private string Lock => Path.Combine(origin.Path, "refs/heads/master.lock");

    [Fact]
    public async Task Packed_branch_is_compared_and_moved()
    {
        var repository = Open(origin.Clone(Place["clone"]));
        origin.Git("pack-refs", "--all", "--prune");

        var commit = await CommitAsync(repository);

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, origin.Tip);
    }

    [Fact]
    public async Task Many_objects_arrive_as_a_pack_and_few_as_files()
    {
        var repository = Open(origin.Clone(Place["clone"]));
        var snapshot = await repository.SyncAsync(default);
        var many = repository.Commit(snapshot, new CommitDraft("Many", [.. Enumerable.Range(0, 300).Select(number => new TreeChange.Write($"queued/{number}.yaml", [(byte)number, (byte)(number >> 8)]))]));

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(many, default));
        Assert.Equal(305, origin.Files.Count);
        Assert.Single(Directory.GetFiles(Path.Combine(origin.Path, "objects/pack"), "*.pack"));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(repository.Commit(many, Write("queued/few.yaml", "few")), default));
        Assert.Single(Directory.GetFiles(Path.Combine(origin.Path, "objects/pack"), "*.pack"));
        origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Commit_left_without_its_tree_by_a_killed_push_arrives_completely()
    {
        var clone = origin.Clone(Place["clone"]);
        var repository = Open(clone);
        var commit = await CommitAsync(repository);
        LooseObjects.Copy(Path.Combine(clone, ".git"), origin.Path, commit.Id);

        await repository.PushAsync(commit, default);

        Assert.Equal(commit.Id, origin.Tip);
        origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Nothing_but_the_branch_moves_in_the_remote()
    {
        var repository = Open(origin.Clone(Place["clone"]));

        await repository.PushAsync(await CommitAsync(repository), default);

        Assert.Equal("refs/heads/master", origin.Git("for-each-ref", "--format=%(refname)"));
        Assert.False(File.Exists(Lock));
        Assert.Empty(Directory.GetFiles(Path.Combine(origin.Path, "goji")));
    }

    [Fact]
    public async Task Hooks_get_the_input_that_git_gives_them()
    {
        Hooks.Write(origin, "pre-receive", "cat > heard-pre-receive; echo \"$GIT_DIR\" >> heard-pre-receive");
        Hooks.Write(origin, "update", "echo \"$@\" > heard-update");
        Hooks.Write(origin, "post-receive", "cat > heard-post-receive; git rev-parse master >> heard-post-receive");
        Hooks.Write(origin, "post-update", "echo \"$@\" > heard-post-update; exit 1");
        var repository = Open(origin.Clone(Place["clone"]));
        var before = origin.Tip;

        var commit = await CommitAsync(repository);
        await repository.PushAsync(commit, default);

        Assert.Equal($"{before} {commit.Id} refs/heads/master\n.\n", Heard("pre-receive"));
        Assert.Equal($"refs/heads/master {before} {commit.Id}\n", Heard("update"));
        Assert.Equal($"{before} {commit.Id} refs/heads/master\n{commit.Id}\n", Heard("post-receive"));
        Assert.Equal("refs/heads/master\n", Heard("post-update"));
    }

    [Theory]
    [InlineData("pre-receive")]
    [InlineData("update")]
    public async Task Declining_hook_is_a_refusal_with_its_output(string hook)
    {
        Hooks.Write(origin, hook, "echo 'No changes on Fridays.'; exit 3");
        var repository = Open(origin.Clone(Place["clone"]));
        var before = origin.Tip;

        var failure = await Assert.ThrowsAsync<PushRefusedException>(async () => await repository.PushAsync(await CommitAsync(repository), default));

        Assert.Equal($"The hook '{Path.Combine(origin.Path, "hooks", hook)}' declined the push: No changes on Fridays. (exit code 3). Do what it asks for, or have it changed.", failure.Message);
        Assert.Equal(before, origin.Tip);
    }

    [Fact]
    public async Task Push_loses_when_the_branch_moves_after_the_first_read()
    {
        var other = origin.Git("commit-tree", "master^{tree}", "-p", "master", "-m", "Other");
        Hooks.Write(origin, "update", $"git update-ref refs/heads/master {other}");
        var repository = Open(origin.Clone(Place["clone"]));

        var outcome = await repository.PushAsync(await CommitAsync(repository), default);

        Assert.Equal(PushOutcome.Lost, outcome);
        Assert.Equal(other, origin.Tip);
        Assert.False(File.Exists(Lock));
    }

    [Fact]
    public async Task Endless_hook_is_killed()
    {
        Hooks.Write(origin, "pre-receive", "sleep 600");
        var repository = Open(Settings(origin.Clone(Place["clone"])) with { HookPatience = TimeSpan.FromMilliseconds(200) });

        var failure = await Assert.ThrowsAsync<PushRefusedException>(async () => await repository.PushAsync(await CommitAsync(repository), default));

        Assert.Contains("was not done after", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hook_without_execute_permission_is_ignored()
    {
        Hooks.Write(origin, "pre-receive", "exit 1", isExecutable: false);
        var repository = Open(origin.Clone(Place["clone"]));

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(await CommitAsync(repository), default));
    }

    [Fact]
    public async Task Branch_that_the_remote_has_checked_out_is_refused_as_git_does()
    {
        var remote = origin.Clone(Place["remote"]);
        Git(Place.Path, "clone", "-q", remote, Place["clone"]);
        var repository = Open(Place["clone"]);
        var commit = await CommitAsync(repository);

        var failure = await Assert.ThrowsAsync<PushRefusedException>(() => repository.PushAsync(commit, default));
        Git(remote, "config", "receive.denyCurrentBranch", "ignore");
        var allowed = await repository.PushAsync(commit, default);

        Assert.Contains("has the branch 'master' checked out", failure.Message, StringComparison.Ordinal);
        Assert.Equal(PushOutcome.Accepted, allowed);
        Assert.Equal(commit.Id, Git(remote, "rev-parse", "master"));
    }

    [Fact]
    public async Task Other_branch_of_a_remote_with_a_working_copy_is_pushed_to()
    {
        var remote = origin.Clone(Place["remote"]);
        Git(remote, "branch", "feature/jobs");
        Git(Place.Path, "clone", "-q", "-b", "feature/jobs", remote, Place["clone"]);
        var repository = Open(Settings(Place["clone"], branch: "feature/jobs"));
        var commit = await CommitAsync(repository);

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, Git(remote, "rev-parse", "feature/jobs"));
        Assert.Equal("", Status(Place["clone"]));
    }

    [Fact]
    public async Task Hook_that_starts_Goji_on_the_same_clone_fails_at_once_with_the_holder()
    {
        var clone = origin.Clone(Place["clone"]);
        var held = Path.Combine(clone, ".git/goji/lock");
        Hooks.Write(origin, "post-receive", "echo \"$_GOJI_HELD_CLONE\" > held; echo \"[$GIT_PASSWORD]\" > password");
        var repository = Open(clone);

        await repository.PushAsync(await CommitAsync(repository), default);

        Assert.Equal(held, (await File.ReadAllTextAsync(Path.Combine(origin.Path, "held"))).Trim());
    }

    [Fact]
    public async Task Lock_that_git_holds_is_awaited_and_then_named()
    {
        var repository = Open(origin.Clone(Place["clone"]));
        var commit = await CommitAsync(repository);
        File.WriteAllText(Lock, $"{commit.Id}\n");
        Age(Lock, TimeSpan.FromDays(1));

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => repository.PushAsync(commit, default));

        Assert.Equal($"The branch 'master' is locked by '{Lock}', and was so for 0 seconds. If no git program is running there, delete that file and try again.", failure.Message);
        Assert.True(File.Exists(Lock));
    }

    [Fact]
    public async Task Lock_that_a_killed_goji_left_is_taken_over()
    {
        var repository = Open(origin.Clone(Place["clone"]));
        var commit = await CommitAsync(repository);
        File.WriteAllText(Lock, "Goji holds this lock: process 1 on elsewhere, abc\n");
        Age(Lock, TimeSpan.FromSeconds(6));

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, origin.Tip);
        Assert.False(File.Exists(Lock));
    }

    [Fact]
    public async Task Lock_of_a_running_process_is_respected_at_any_age()
    {
        var repository = Open(origin.Clone(Place["clone"]));
        var commit = await CommitAsync(repository);
        using var holder = await BranchLock.TakeAsync(origin.Path, "master", TimeSpan.FromSeconds(1), default);
        Age(Lock, TimeSpan.FromDays(1));

        await Assert.ThrowsAnyAsync<GojiException>(() => repository.PushAsync(commit, default));

        Assert.True(File.Exists(Lock));
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(70, true)]
    public async Task Empty_lock_is_removed_after_a_minute(int seconds, bool isTakenOver)
    {
        var repository = Open(origin.Clone(Place["clone"]));
        var commit = await CommitAsync(repository);
        File.WriteAllText(Lock, "");
        Age(Lock, TimeSpan.FromSeconds(seconds));

        var failure = await Record.ExceptionAsync(() => repository.PushAsync(commit, default));

        Assert.Equal(isTakenOver, failure is null);
    }

    [Fact]
    public async Task Address_with_file_scheme_is_a_folder_too()
    {
        Git(Place.Path, "clone", "-q", $"file://{origin.Path}", Place["clone"]);
        Hooks.Write(origin, "pre-receive", "exit 1");
        var repository = Open(Place["clone"]);

        await Assert.ThrowsAsync<PushRefusedException>(async () => await repository.PushAsync(await CommitAsync(repository), default));
    }

    [Fact]
    public async Task Shallow_clone_of_a_folder_stays_shallow()
    {
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        Git(Place.Path, "clone", "-q", "--depth", "1", $"file://{origin.Path}", Place["clone"]);
        origin.Commit("Queue", ("queued/b.yaml", "b"));
        var repository = Open(Place["clone"]);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Write("queued/c.yaml", "c"));
        var outcome = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal("3", Git(Place["clone"], "rev-list", "--count", "HEAD"));
        Assert.Equal("", Status(Place["clone"]));
        Git(Place["clone"], "fsck");
    }

    private static void Age(string file, TimeSpan age) => File.SetLastWriteTimeUtc(file, DateTime.UtcNow - age);

    private static async Task<IRepositorySnapshot> CommitAsync(Goji.Git.LibGit2JobRepository repository) =>
        repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));

    private string Heard(string hook) => File.ReadAllText(Path.Combine(origin.Path, $"heard-{hook}"));
}
