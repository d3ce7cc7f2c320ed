using Goji.Git;
using Goji.Git.Locks;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Clone;

public sealed class SharingAClone : GitTest
{
    private readonly string clone;

    public SharingAClone()
    {
        clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
    }

    [Fact]
    public async Task Second_process_waits_and_then_names_the_holder()
    {
        using var first = await LibGit2JobRepository.OpenAsync(Settings(clone), Log, TimeProvider.System, default);

        var failure = Assert.ThrowsAny<GojiException>(() => Open(clone));

        Assert.Equal(
            $"Another Goji process works in the same clone (it holds '{Path.Combine(clone, ".git/goji/lock")}'), and was not done after 0 seconds. Try again, or give each build a clone of its own.",
            failure.Message);
    }

    [Fact]
    public async Task Clone_is_released_by_the_first_process()
    {
        (await LibGit2JobRepository.OpenAsync(Settings(clone), Log, TimeProvider.System, default)).Dispose();

        Assert.NotNull(Open(clone));
        Assert.Equal("", Status(clone));
    }

    [Theory]
    [InlineData("refs/heads/master.lock")]
    [InlineData("refs/remotes/origin/master.lock")]
    [InlineData("index.lock")]
    [InlineData("goji/clock.1f.lock")]
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
    public void Young_lock_of_a_killed_process_is_removed_when_no_process_can_hold_it()
    {
        LeaveAsKilled(began: TimeSpan.FromSeconds(60));
        LeaveLock("index.lock", age: TimeSpan.FromSeconds(4));

        Open(clone);

        Assert.False(File.Exists(Path.Combine(clone, ".git/index.lock")));
    }

    [Fact]
    public async Task Note_of_a_killed_process_remains_until_its_locks_are_removed()
    {
        LeaveAsKilled(began: TimeSpan.FromSeconds(60));
        var file = Path.Combine(clone, ".git/goji/lock");
        var began = File.GetLastWriteTimeUtc(file);

        using var holder = await FolderLock.TakeAsync(Path.Combine(clone, ".git"), TimeSpan.Zero, TimeProvider.System, default);
        var whileRemoving = File.GetLastWriteTimeUtc(file);
        holder.TakeOver();

        Assert.True(holder.PreviousHolderDied);
        Assert.Equal(began, holder.PreviousHolderBegan);
        Assert.Equal(began, whileRemoving);
        Assert.True(holder.Began > began);
        Assert.True(File.GetLastWriteTimeUtc(file) >= holder.Began);
        Assert.Equal(["lock"], Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
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
    public async Task Lock_of_the_branch_is_named_and_the_next_run_completes_the_update()
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

    [Fact]
    public async Task Successful_push_counts_even_if_the_clone_cannot_record_it()
    {
        var repository = Open(clone);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        LeaveLock("refs/remotes/origin/master.lock", TimeSpan.FromSeconds(30));

        var outcome = await repository.PushAsync(commit, default);
        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => repository.SyncAsync(default));

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Contains("master.lock", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("If no git program is running there, delete the lock file and try again.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shallow_boundary_lost_by_a_killed_fetch_is_restored()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var shallow = Place["shallow"];
        Git(Place.Path, "clone", "-q", "--depth", "1", $"file://{origin.Path}", shallow);
        Directory.CreateDirectory(Path.Combine(shallow, ".git/goji"));
        File.Move(Path.Combine(shallow, ".git/shallow"), Path.Combine(shallow, ".git/goji/shallow"));

        Open(shallow);

        Assert.Equal("1", Git(shallow, "rev-list", "--count", "HEAD"));
        Assert.False(File.Exists(Path.Combine(shallow, ".git/goji/shallow")));
    }

    [Fact]
    public async Task Lock_that_cannot_be_written_is_released()
    {
        // Where the lock's words go to a device that is always full, as a disk may be for a moment.
        var file = Path.Combine(clone, ".git/goji/lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.CreateSymbolicLink(file, "/dev/full");
        var failure = Assert.Throws<GojiUnavailableException>(() => Open(clone));
        File.Delete(file);

        Assert.Contains("Free disk space and try again", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(await Open(clone).SyncAsync(default));
    }

    [Fact]
    public async Task Wait_for_the_clone_ends_when_it_is_cancelled()
    {
        using var first = await LibGit2JobRepository.OpenAsync(Settings(clone), Log, TimeProvider.System, default);
        using var cancellation = new CancellationTokenSource();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var second = LibGit2JobRepository.OpenAsync(Settings(clone), Log, time, cancellation.Token);

        Assert.False(second.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Short_lock_of_git_on_a_reference_is_awaited()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var other = origin.Clone(Place["other"]);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var held = Path.Combine(other, ".git/refs/remotes/origin/master.lock");
        using var repository = await LibGit2JobRepository.OpenAsync(
            Settings(other) with { LockPatience = TimeSpan.FromMinutes(1) }, Log, new Freeing(held), default);
        File.WriteAllText(held, "");

        var snapshot = await repository.SyncAsync(default);

        Assert.Equal(["a.yaml"], snapshot.List(JobState.Queued).Select(file => file.Path));
    }

    [Fact]
    public void Read_only_clone_is_reported_with_the_remedy()
    {
        // A file where a folder must be stops root too, whom rights do not stop.
        File.WriteAllText(Path.Combine(clone, ".git/goji"), "");

        var failure = Assert.ThrowsAny<GojiException>(() => Open(clone));

        Assert.StartsWith($"The clone '{clone}' could not be opened: ", failure.Message, StringComparison.Ordinal);
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

    /// <summary>A clock whose first timer is the moment at which a lock is let go of.</summary>
    private sealed class Freeing(string held) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            File.Delete(held);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
