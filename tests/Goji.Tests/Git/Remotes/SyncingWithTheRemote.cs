using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class SyncingWithTheRemote : GitTest
{
    private readonly BareOrigin origin;

    public SyncingWithTheRemote()
    {
        origin = BareOrigin.WithStateFolders(Place);
    }

    [Fact]
    public async Task Commits_made_in_the_clone_are_kept_and_pushed()
    {
        var clone = origin.Clone(Place["clone"]);
        var own = CommitIn(clone, "queued/own.yaml");
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var outcome = await repository.PushAsync(snapshot, default);
        repository.UpdateWorkingCopy(snapshot);

        Assert.Equal(own, snapshot.Id);
        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(own, origin.Tip);
        Assert.Equal("## master...origin/master", Git(clone, "status", "-sb"));
    }

    [Fact]
    public async Task Commit_left_without_its_tree_by_a_killed_fetch_is_fetched_completely()
    {
        var clone = origin.Clone(Place["clone"]);
        var tip = origin.Commit("Queue", ("queued/a.yaml", "a"));
        LooseObjects.Copy(origin.Path, Path.Combine(clone, ".git"), tip);

        var snapshot = await Open(clone).SyncAsync(default);

        Assert.Equal(["a.yaml"], snapshot.List(JobState.Queued).Select(file => file.Path));
        Git(clone, "fsck", "--strict");
    }

    [Fact]
    public async Task Diverged_clone_is_an_error_with_both_commits_and_a_remedy()
    {
        var clone = origin.Clone(Place["clone"]);
        var own = CommitIn(clone, "queued/own.yaml");
        var theirs = origin.Commit("Queue", ("queued/theirs.yaml", "x"));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => Open(clone).SyncAsync(default));

        Assert.Equal(
            $"The branch 'master' in '{clone}' is at {own} and the remote's is at {theirs}, and neither contains the other. " +
            "Keep the clone's commits with: git rebase origin/master; or give them up with: git reset --keep origin/master.",
            failure.Message);
        Assert.Equal(own, Git(clone, "rev-parse", "master"));
    }

    [Fact]
    public async Task Branch_that_was_rewritten_upstream_is_followed()
    {
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var clone = origin.Clone(Place["clone"]);
        var desk = origin.Clone(Place["desk"]);
        Git(desk, "commit", "-q", "--amend", "-m", "Rewritten");
        File.WriteAllText(Path.Combine(desk, "queued/b.yaml"), "b");
        Git(desk, "add", "-A");
        Git(desk, "commit", "-qm", "More");
        Git(desk, "push", "-qf");
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var again = await repository.SyncAsync(default);
        repository.UpdateWorkingCopy(snapshot);

        Assert.Equal(origin.Tip, snapshot.Id);
        Assert.Equal(origin.Tip, again.Id);
        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "master"));
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task Detached_head_moves_along_and_stays_detached()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "checkout", "-q", "--detach");
        Git(clone, "branch", "-qD", "master");
        var repository = Open(clone);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal(commit.Id, File.ReadAllText(Path.Combine(clone, ".git/HEAD")).Trim());
        Assert.Equal("", Status(clone));
        Assert.True(File.Exists(Path.Combine(clone, "queued/a.yaml")));
    }

    [Fact]
    public async Task Detached_head_with_commits_of_no_branch_is_neither_pushed_nor_moved()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "checkout", "-q", "--detach");
        var pullRequest = CommitIn(clone, "queued/unreviewed.yaml");
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.DoesNotContain("queued/unreviewed.yaml", origin.Files);
        Assert.Equal(pullRequest, Git(clone, "rev-parse", "HEAD"));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "master"));
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task Head_on_another_branch_stays_with_its_files_and_the_branch_follows()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "checkout", "-qb", "work");
        var repository = Open(Settings(clone, branch: "master"));

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "master"));
        Assert.Equal("work", Git(clone, "branch", "--show-current"));
        Assert.False(File.Exists(Path.Combine(clone, "queued/a.yaml")));
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task Without_a_setting_the_branch_is_the_one_that_the_remote_s_head_names()
    {
        var trunk = BareOrigin.WithStateFolders(Place, "trunk");
        var clone = trunk.Clone(Place["clone"]);
        Git(clone, "checkout", "-qb", "work");
        var repository = Open(clone);

        await repository.SyncAsync(default);

        Assert.Equal("trunk", repository.Branch);
        Assert.Equal(trunk.Path, repository.Address);
    }

    [Fact]
    public async Task Missing_branch_is_an_error_that_lists_the_existing_ones()
    {
        origin.Git("branch", "jobs");

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => Open(Settings(origin.Clone(Place["clone"]), branch: "main")).SyncAsync(default));

        Assert.Equal($"The jobs repository '{origin.Path}' has no branch 'main'. It has: jobs, master. Name one of them as Branch, or push 'main'.", failure.Message);
    }

    [Fact]
    public async Task Remote_without_commits_is_an_error_that_names_GojiInit()
    {
        var empty = BareOrigin.Empty(Place);

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => Open(empty.Clone(Place["clone"])).SyncAsync(default));

        Assert.Equal($"The jobs repository '{empty.Path}' has no commits. Run GojiInit to scaffold it, or push a first commit.", failure.Message);
    }

    [Fact]
    public void Remote_of_another_name_is_an_error()
    {
        var clone = origin.Clone(Place["clone"], "-o", "upstream");

        var failure = Assert.Throws<GojiUsageException>(() => Open(clone));

        Assert.Equal($"The clone '{clone}' has no remote named 'origin', only 'upstream'. Rename the one to use with: git remote rename <name> origin.", failure.Message);
    }

    [Fact]
    public async Task Missing_remote_is_an_error_that_names_it()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", Place["nowhere"]);

        var failure = await Assert.ThrowsAsync<GojiUnavailableException>(() => Open(clone).SyncAsync(default));

        Assert.Equal(
            $"The remote '{Place["nowhere"]}' is not there. If its disk or share is mounted later, try again; else correct the address of '{clone}' with: git remote set-url origin <address>.",
            failure.Message);
    }

    [Fact]
    public void Jobs_folder_of_a_monorepo_names_the_folder_to_use_instead()
    {
        var monorepo = BareOrigin.WithStateFolders(Place, prefix: "jobs/").Clone(Place["monorepo"]);
        var jobs = Path.Combine(monorepo, "jobs");

        var failure = Assert.Throws<GojiUsageException>(() => Open(jobs));

        Assert.Equal($"'{jobs}' is a folder of the git repository '{monorepo}' and none of its own. Set Directory to '{monorepo}': the state folders are found under jobs/ too.", failure.Message);
    }

    [Fact]
    public void Folder_without_a_clone_is_an_error_that_names_GojiInit()
    {
        var failure = Assert.Throws<GojiCloneException>(() => Open(Place["nothing"]));

        Assert.Equal($"There is no git repository in '{Place["nothing"]}'. Run GojiInit, or name the folder of a clone.", failure.Message);
    }

    [Fact]
    public async Task Clone_without_a_remote_is_the_repository_of_record()
    {
        await InitializeAsync(Settings(Place["jobs"]));
        var repository = Open(Place["jobs"]);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Write("queued/a.yaml", "a"));
        var outcome = await repository.PushAsync(commit, default);
        var between = Git(Place["jobs"], "rev-parse", "master");
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(Place["jobs"], repository.Address);
        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(commit.Id, between);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.Equal("a", File.ReadAllText(Place["jobs/queued/a.yaml"]));
        Assert.Equal("refs/heads/master", Git(Place["jobs"], "for-each-ref", "--format=%(refname)"));
    }

    [Fact]
    public async Task Clone_without_a_remote_loses_against_a_commit_of_a_person_and_repairs_an_interrupted_update()
    {
        await InitializeAsync(Settings(Place["jobs"]));
        var repository = Open(Place["jobs"]);
        var snapshot = await repository.SyncAsync(default);
        CommitIn(Place["jobs"], "queued/person.yaml");

        var lost = await repository.PushAsync(repository.Commit(snapshot, Write("queued/a.yaml", "a")), default);
        var first = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(first, default);
        var second = repository.Commit(first, Write("queued/b.yaml", "b"));
        await repository.PushAsync(second, default);
        repository.UpdateWorkingCopy(second);

        Assert.Equal(PushOutcome.Lost, lost);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.True(File.Exists(Place["jobs/queued/a.yaml"]));
    }

    [Fact]
    public async Task Bare_clone_works_without_files()
    {
        var clone = origin.Clone(Place["clone.git"], "--bare");
        var repository = Open(clone);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "master"));
        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task Linked_worktree_works_like_a_clone()
    {
        var main = origin.Clone(Place["main"]);
        Git(main, "checkout", "-qb", "work");
        Git(main, "worktree", "add", "-q", Place["tree"], "master");
        var repository = Open(Place["tree"]);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal("", Status(Place["tree"]));
        Assert.Equal("", Status(main));
    }

    [Fact]
    public async Task Contains_covers_the_history_of_a_snapshot()
    {
        var first = origin.Tip;
        var second = origin.Commit("Queue", ("queued/a.yaml", "a"));
        var repository = Open(origin.Clone(Place["clone"]));

        var snapshot = await repository.SyncAsync(default);

        Assert.True(repository.Contains(snapshot, first));
        Assert.True(repository.Contains(snapshot, second));
        Assert.False(repository.Contains(snapshot, new string('1', 40)));
        Assert.False(repository.Contains(snapshot, "no id"));
    }

    private static string CommitIn(string clone, string path)
    {
        File.WriteAllText(Path.Combine(clone, path), "x");
        Git(clone, "add", "-A");
        Git(clone, "commit", "-qm", path);
        return Git(clone, "rev-parse", "HEAD");
    }
}
