using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Objects;

public sealed class MovingJobs : GitTest
{
    [Fact]
    public async Task Pushed_move_is_on_the_origin_and_in_the_working_copy()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/team-a/x.yaml", "kind: Job\n"));
        var clone = origin.Clone(Place["clone"]);
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "team-a/x.yaml"));
        var outcome = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(commit.Id, origin.Tip);
        Assert.Contains("processing/team-a/x.yaml", origin.Files);
        Assert.DoesNotContain("queued/team-a/x.yaml", origin.Files);
        Assert.Equal("", Status(clone));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "HEAD"));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "origin/master"));
        Assert.Equal("kind: Job\n", File.ReadAllText(Path.Combine(clone, "processing/team-a/x.yaml")));
        Assert.False(Directory.Exists(Path.Combine(clone, "queued/team-a")));
        Assert.Empty(Log.Warnings);
        origin.Git("fsck", "--strict");
        Git(clone, "fsck", "--strict");
    }

    [Fact]
    public async Task Push_loses_against_a_commit_of_another_person()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var repository = Open(origin.Clone(Place["clone"]));
        var snapshot = await repository.SyncAsync(default);
        var other = origin.Commit("Queue", ("queued/y.yaml", "kind: Job\n"));

        var outcome = await repository.PushAsync(repository.Commit(snapshot, Write("queued/z.yaml", "z")), default);
        var next = await repository.SyncAsync(default);

        Assert.Equal(PushOutcome.Lost, outcome);
        Assert.Equal(other, origin.Tip);
        Assert.Equal(other, next.Id);
        Assert.Equal(["y.yaml"], next.List(JobState.Queued).Select(file => file.Path));
    }

    [Fact]
    public async Task State_folder_that_a_move_empties_is_kept()
    {
        var origin = BareOrigin.Empty(Place);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var repository = Open(origin.Clone(Place["clone"]));

        var snapshot = await repository.SyncAsync(default);
        await repository.PushAsync(repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml")), default);

        Assert.Equal(["processing/a.yaml", "queued/.gitkeep"], origin.Files);
    }

    [Fact]
    public async Task Executable_bit_and_links_move_along()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var desk = origin.Clone(Place["desk"]);
        File.CreateSymbolicLink(Path.Combine(desk, "queued/link"), "/etc/passwd");
        File.WriteAllText(Path.Combine(desk, "queued/run.yaml"), "x");
        Git(desk, "add", "-A");
        Git(desk, "update-index", "--chmod=+x", "queued/run.yaml");
        Git(desk, "commit", "-qm", "Queue");
        Git(desk, "push", "-q");
        var clone = origin.Clone(Place["clone"]);
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var link = Move(snapshot, JobState.Queued, JobState.Failed, "link");
        var run = Move(snapshot, JobState.Queued, JobState.Failed, "run.yaml");
        var commit = repository.Commit(snapshot, new CommitDraft("Refuse", [.. link.Changes, .. run.Changes]));
        await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(JobFileKind.SymbolicLink, snapshot.Find(JobState.Queued, "link")!.Kind);
        Assert.StartsWith("120000", origin.Git("ls-tree", "master", "failed/link"), StringComparison.Ordinal);
        Assert.StartsWith("100755", origin.Git("ls-tree", "master", "failed/run.yaml"), StringComparison.Ordinal);
        Assert.Equal("/etc/passwd", new FileInfo(Path.Combine(clone, "failed/link")).LinkTarget);
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task Commits_are_made_under_the_settings_name_at_the_clock_s_time()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var settings = Settings(origin.Clone(Place["clone"])) with { CommitterName = "Runner One", CommitterEmail = "one@example.com", SkipCi = true };
        using var repository = await Goji.Git.LibGit2JobRepository.OpenAsync(settings, Log, time, default);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a") with { Message = "Queue a\n\nBecause." });
        await repository.PushAsync(commit, default);

        Assert.Equal(
            "Runner One|one@example.com|2026-11-22T12:00:00+00:00|Queue a\n\nBecause.\n\n[skip ci]",
            origin.Git("log", "-1", "--format=%an|%ae|%cI|%B").Trim());
    }
}
