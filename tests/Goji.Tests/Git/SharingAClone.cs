using Goji.Git;
using Goji.Reconciling;
using Goji.Testing;

namespace Goji.Tests.Git;

public sealed class SharingAClone : GitTest
{
    private readonly string clone;

    public SharingAClone()
    {
        clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
    }

    [Fact]
    public void Second_process_waits_and_then_says_who_is_there()
    {
        using var first = LibGit2JobRepository.Open(Settings(clone), Log, TimeProvider.System);

        var failure = Assert.Throws<GojiException>(() => Open(clone));

        Assert.Equal(
            $"Another Goji process works in the same clone (it holds \"{Path.Combine(clone, ".git/goji/lock")}\"), and was not done after 0 seconds. Try again, or give each build a clone of its own.",
            failure.Message);
    }

    [Fact]
    public void Clone_is_free_again_when_the_first_is_done()
    {
        LibGit2JobRepository.Open(Settings(clone), Log, TimeProvider.System).Dispose();

        Assert.NotNull(Open(clone));
        Assert.Equal("", Status(clone));
    }

    [Theory]
    [InlineData("refs/heads/master.lock")]
    [InlineData("refs/remotes/origin/master.lock")]
    [InlineData("index.lock")]
    [InlineData("shallow.lock")]
    public async Task Locks_that_a_killed_goji_left_are_removed(string file)
    {
        LeaveAsKilled(began: TimeSpan.FromSeconds(60));
        LeaveLock(file, age: TimeSpan.FromSeconds(30));
        var repository = Open(clone);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.False(File.Exists(Path.Combine(clone, ".git", file)));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "master"));
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public void Young_lock_of_a_killed_goji_is_waited_for_until_it_can_be_nobodys()
    {
        LeaveAsKilled(began: TimeSpan.FromSeconds(60));
        LeaveLock("index.lock", age: TimeSpan.FromSeconds(4));

        Open(clone);

        Assert.False(File.Exists(Path.Combine(clone, ".git/index.lock")));
    }

    [Fact]
    public void Lock_that_is_older_than_the_killed_goji_is_kept()
    {
        LeaveAsKilled(began: TimeSpan.FromSeconds(60));
        LeaveLock("index.lock", age: TimeSpan.FromSeconds(90));

        Open(clone);

        Assert.True(File.Exists(Path.Combine(clone, ".git/index.lock")));
    }

    [Fact]
    public async Task Lock_of_the_branch_is_named_and_the_next_run_catches_up()
    {
        LeaveLock("refs/heads/master.lock", TimeSpan.FromSeconds(30));
        var repository = Open(clone);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);
        var warnings = Log.Warnings.ToList();
        File.Delete(Path.Combine(clone, ".git/refs/heads/master.lock"));

        repository.UpdateWorkingCopy(await repository.SyncAsync(default));

        Assert.Contains("master.lock", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "master"));
        Assert.Equal("", Status(clone));
    }

    private void LeaveAsKilled(TimeSpan began)
    {
        var file = Path.Combine(clone, ".git/goji/lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "Held by process 1 on elsewhere.\n");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow - began);
    }

    private void LeaveLock(string file, TimeSpan age)
    {
        var path = Path.Combine(clone, ".git", file);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
    }
}
