namespace Goji.Tests.Git.Checkout;

/// <summary>Updates of a working copy that were kept from their end: by a lock, or by a kill.</summary>
public sealed class InterruptedUpdates : WorkingCopyTest
{
    [Fact]
    public async Task Foreign_index_lock_is_named_and_the_next_call_completes_the_update()
    {
        File.WriteAllText(At(".git/index.lock"), "");
        var repository = Open(Clone);
        var commit = await MoveAsync(repository, "a.yaml");
        var filesBefore = File.Exists(At("queued/a.yaml"));
        File.Delete(At(".git/index.lock"));

        repository.UpdateWorkingCopy(commit);

        Assert.True(filesBefore);
        Assert.Equal(
            [$"The files in '{Clone}' were not updated, because '{At(".git/index.lock")}' shows that a git program is running there. If none is, delete that file; the next run updates them."],
            Log.Warnings);
        Assert.Equal("", Status(Clone));
        Assert.Equal(commit.Id, Git(Clone, "rev-parse", "HEAD"));
        Assert.Equal(commit.Id, Git(Clone, "rev-parse", "origin/master"));
    }

    [Fact]
    public async Task Kill_between_files_and_branch_is_repaired()
    {
        var before = Git(Clone, "rev-parse", "HEAD");
        await MoveAsync("a.yaml", "team/c.yaml");
        Git(Clone, "update-ref", "refs/heads/master", before);
        File.Delete(At("processing/a.yaml"));
        File.WriteAllText(At("queued/a.yaml"), "a\n");
        Assert.NotEqual("", Status(Clone));

        await FollowAsync();

        Assert.Equal("", Status(Clone));
        Assert.Equal(Origin.Tip, Git(Clone, "rev-parse", "HEAD"));
        Assert.Empty(Log.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_that_was_cut_short_is_finished_before_the_next_one(bool isDetached)
    {
        var head = isDetached ? "HEAD" : "refs/heads/master";
        Git(Clone, isDetached ? ["checkout", "-q", "--detach"] : ["status"]);
        File.WriteAllText(At($".git/{head}.lock"), "");
        File.WriteAllText(At("queued/draft.yaml"), "draft\n");
        await MoveAsync("a.yaml", "team/c.yaml");
        var headBefore = Git(Clone, "rev-parse", "HEAD");
        File.Delete(At($".git/{head}.lock"));
        Origin.Commit("Change what was moved", ("processing/a.yaml", null), ("processing/team/c.yaml", "changed\n"), ("succeeded/a.yaml", "a\n"));

        await FollowAsync();

        Assert.Equal(Origin.Git("rev-parse", "master~2"), headBefore);
        Assert.Equal("?? queued/draft.yaml", Status(Clone));
        Assert.Equal("changed\n", File.ReadAllText(At("processing/team/c.yaml")));
        Assert.Equal(Origin.Tip, Git(Clone, "rev-parse", "HEAD"));
        Assert.EndsWith("The next run retries.", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Assert.Equal("", Git(Clone, "for-each-ref", "refs/goji"));
    }

    [Fact]
    public async Task Update_that_was_cut_short_in_a_repository_without_a_remote_is_finished_too()
    {
        Git(Clone, "remote", "remove", "origin");
        var snapshot = await Current().SyncAsync(default);
        var first = Current().Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        await Current().PushAsync(first, default);
        File.WriteAllText(At(".git/refs/goji/shown.lock"), "");
        Current().UpdateWorkingCopy(first);
        File.Delete(At(".git/refs/goji/shown.lock"));
        var second = Current().Commit(first, Move(first, JobState.Processing, JobState.Failed, "a.yaml"));
        await Current().PushAsync(second, default);

        Current().UpdateWorkingCopy(second);

        Assert.Equal("", Status(Clone));
        Assert.False(File.Exists(At("processing/a.yaml")));
        Assert.EndsWith("The next run retries.", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Assert.Equal("", Git(Clone, "for-each-ref", "refs/goji"));
    }

    [Fact]
    public async Task Update_begun_in_another_worktree_is_ignored()
    {
        Git(Clone, "checkout", "-q", "-b", "other");
        File.WriteAllText(At("queued/other.yaml"), "other\n");
        Git(Clone, "add", "-A");
        Git(Clone, "commit", "-q", "-m", "Elsewhere");
        Git(Clone, "update-ref", "refs/goji/begun", "other");
        Git(Clone, "checkout", "-q", "master");
        Origin.Commit("Queue", ("queued/d.yaml", "d\n"));

        await FollowAsync();

        Assert.Equal(Origin.Tip, Git(Clone, "rev-parse", "master"));
        Assert.False(File.Exists(At("queued/other.yaml")));
        Assert.Equal("", Status(Clone));
    }
}
