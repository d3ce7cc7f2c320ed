using Goji.Reconciling;
using Goji.Testing;

namespace Goji.Tests.Git;

public sealed class UpdatingTheWorkingCopy : GitTest
{
    private readonly BareOrigin origin;
    private readonly string clone;

    public UpdatingTheWorkingCopy()
    {
        origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/a.yaml", "a\n"), ("queued/b.yaml", "b\n"), ("queued/team/c.yaml", "c\n"));
        clone = origin.Clone(Place["clone"]);
    }

    [Fact]
    public async Task File_that_a_person_edited_is_kept_and_named()
    {
        File.WriteAllText(At("queued/a.yaml"), "edited\n");

        await MoveAsync("a.yaml", "b.yaml");

        Assert.Equal("edited\n", File.ReadAllText(At("queued/a.yaml")));
        Assert.Equal("?? queued/a.yaml", Status(clone));
        Assert.Equal(
            ["'queued/a.yaml' is moved or deleted in the jobs repository, and the file here holds something else; it was kept as it is. Compare with: git diff HEAD -- 'queued/a.yaml'."],
            Log.Warnings);
        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task Changed_file_that_a_person_edited_too_is_kept()
    {
        File.WriteAllText(At("queued/a.yaml"), "edited\n");
        origin.Commit("Change", ("queued/a.yaml", "changed\n"));

        await FollowAsync();

        Assert.Equal("edited\n", File.ReadAllText(At("queued/a.yaml")));
        Assert.Equal("M queued/a.yaml", Status(clone).Trim());
        Assert.Single(Log.Warnings);
    }

    [Fact]
    public async Task File_that_a_person_deleted_stays_deleted()
    {
        File.Delete(At("queued/a.yaml"));
        origin.Commit("Change", ("queued/a.yaml", "changed\n"));

        await FollowAsync();

        Assert.False(File.Exists(At("queued/a.yaml")));
        Assert.Equal("D queued/a.yaml", Status(clone).Trim());
        Assert.Single(Log.Warnings);
    }

    [Fact]
    public async Task Untracked_file_in_the_way_is_kept_and_an_equal_one_is_taken()
    {
        File.WriteAllText(At("queued/new.yaml"), "mine\n");
        File.WriteAllText(At("queued/same.yaml"), "same\n");
        origin.Commit("Queue", ("queued/new.yaml", "theirs\n"), ("queued/same.yaml", "same\n"));

        await FollowAsync();

        Assert.Equal("mine\n", File.ReadAllText(At("queued/new.yaml")));
        Assert.Equal("M queued/new.yaml", Status(clone).Trim());
        Assert.StartsWith("'queued/new.yaml' is new in the jobs repository", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staged_and_untracked_work_elsewhere_survives()
    {
        File.WriteAllText(At("queued/staged.yaml"), "staged\n");
        Git(clone, "add", "queued/staged.yaml");
        File.WriteAllText(At("queued/b.yaml"), "unstaged\n");
        File.WriteAllText(At("notes.txt"), "untracked\n");

        await MoveAsync("a.yaml");

        Assert.Equal("M queued/b.yaml\nA  queued/staged.yaml\n?? notes.txt", Status(clone).Trim());
        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task Staged_change_of_a_moved_file_is_kept()
    {
        File.WriteAllText(At("queued/a.yaml"), "staged\n");
        Git(clone, "add", "queued/a.yaml");

        await MoveAsync("a.yaml");

        Assert.Equal("A  queued/a.yaml", Status(clone));
        Assert.Equal("staged", Git(clone, "show", ":queued/a.yaml"));
    }

    [Fact]
    public async Task Line_endings_of_the_checkout_are_no_edits()
    {
        Git(clone, "config", "core.autocrlf", "true");
        File.Delete(At("queued/a.yaml"));
        Git(clone, "checkout", "--", "queued/a.yaml");
        Assert.Equal("a\r\n", File.ReadAllText(At("queued/a.yaml")));

        await MoveAsync("a.yaml");

        Assert.False(File.Exists(At("queued/a.yaml")));
        Assert.Equal("a\r\n", File.ReadAllText(At("processing/a.yaml")));
        Assert.Equal("", Status(clone));
        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task Attributes_rule_how_files_are_written()
    {
        origin.Commit("Attributes", (".gitattributes", "*.yaml text eol=crlf\n"));

        await FollowAsync();
        await MoveAsync("a.yaml");

        Assert.Equal("a\r\n", File.ReadAllText(At("processing/a.yaml")));
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_linked_folder()
    {
        Directory.CreateDirectory(Place["outside"]);
        Directory.Delete(At("processing"), recursive: true);
        Directory.CreateSymbolicLink(At("processing"), Place["outside"]);

        await MoveAsync("a.yaml");

        Assert.Empty(Directory.EnumerateFileSystemEntries(Place["outside"]));
        Assert.Contains(Log.Warnings, warning => warning.StartsWith("'processing/a.yaml' was not written: a file or a link stands where its folder belongs.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_deleted_through_a_linked_folder()
    {
        Directory.CreateDirectory(Place["outside"]);
        File.WriteAllText(Place["outside/c.yaml"], "c\n");
        Directory.Delete(At("queued/team"), recursive: true);
        Directory.CreateSymbolicLink(At("queued/team"), Place["outside"]);

        await MoveAsync("team/c.yaml");

        Assert.True(File.Exists(Place["outside/c.yaml"]));
    }

    [Fact]
    public async Task File_gives_way_to_a_folder_of_its_name_and_back()
    {
        origin.Commit("Away", ("queued/a.yaml", null));
        origin.Commit("Folder", ("queued/a.yaml/x.yaml", "x\n"));
        await FollowAsync();
        var asFolder = File.ReadAllText(At("queued/a.yaml/x.yaml"));
        origin.Commit("Away", ("queued/a.yaml/x.yaml", null));
        Directory.Delete(Path.Combine(origin.Path + ".desk", "queued/a.yaml"));
        origin.Commit("File", ("queued/a.yaml", "again\n"));

        await FollowAsync();

        Assert.Equal("x\n", asFolder);
        Assert.Equal("again\n", File.ReadAllText(At("queued/a.yaml")));
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task Index_lock_of_somebody_is_named_and_the_next_call_catches_up()
    {
        File.WriteAllText(At(".git/index.lock"), "");
        var repository = Open(clone);
        var commit = await MoveAsync(repository, "a.yaml");
        var filesBefore = File.Exists(At("queued/a.yaml"));
        File.Delete(At(".git/index.lock"));

        repository.UpdateWorkingCopy(commit);

        Assert.True(filesBefore);
        Assert.Equal(
            [$"The files in '{clone}' were not brought up to date, because '{At(".git/index.lock")}' says that a git program is at work there. If none is, delete that file; the next run catches up."],
            Log.Warnings);
        Assert.Equal("", Status(clone));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "HEAD"));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "origin/master"));
    }

    [Fact]
    public async Task Kill_between_files_and_branch_is_mended()
    {
        var before = Git(clone, "rev-parse", "HEAD");
        await MoveAsync("a.yaml", "team/c.yaml");
        Git(clone, "update-ref", "refs/heads/master", before);
        File.Delete(At("processing/a.yaml"));
        File.WriteAllText(At("queued/a.yaml"), "a\n");
        Assert.NotEqual("", Status(clone));

        await FollowAsync();

        Assert.Equal("", Status(clone));
        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
        Assert.Empty(Log.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_that_was_cut_short_is_finished_before_the_next_one(bool isDetached)
    {
        var head = isDetached ? "HEAD" : "refs/heads/master";
        Git(clone, isDetached ? ["checkout", "-q", "--detach"] : ["status"]);
        File.WriteAllText(At($".git/{head}.lock"), "");
        File.WriteAllText(At("queued/draft.yaml"), "draft\n");
        await MoveAsync("a.yaml", "team/c.yaml");
        var headBefore = Git(clone, "rev-parse", "HEAD");
        File.Delete(At($".git/{head}.lock"));
        origin.Commit("Change what was moved", ("processing/a.yaml", null), ("processing/team/c.yaml", "changed\n"), ("succeeded/a.yaml", "a\n"));

        await FollowAsync();

        Assert.Equal(origin.Git("rev-parse", "master~2"), headBefore);
        Assert.Equal("?? queued/draft.yaml", Status(clone));
        Assert.Equal("changed\n", File.ReadAllText(At("processing/team/c.yaml")));
        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
        Assert.EndsWith("The next run tries again.", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Assert.Equal("", Git(clone, "for-each-ref", "refs/goji"));
    }

    [Fact]
    public async Task Update_that_was_cut_short_in_a_repository_without_a_remote_is_finished_too()
    {
        Git(clone, "remote", "remove", "origin");
        var snapshot = await Current().SyncAsync(default);
        var first = Current().Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        await Current().PushAsync(first, default);
        File.WriteAllText(At(".git/refs/goji/shown.lock"), "");
        Current().UpdateWorkingCopy(first);
        File.Delete(At(".git/refs/goji/shown.lock"));
        var second = Current().Commit(first, Move(first, JobState.Processing, JobState.Failed, "a.yaml"));
        await Current().PushAsync(second, default);

        Current().UpdateWorkingCopy(second);

        Assert.Equal("", Status(clone));
        Assert.False(File.Exists(At("processing/a.yaml")));
        Assert.EndsWith("The next run tries again.", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Assert.Equal("", Git(clone, "for-each-ref", "refs/goji"));
    }

    [Fact]
    public async Task Submodule_moves_as_an_entry()
    {
        var desk = origin.Clone(Place["desk"]);
        Git(desk, "update-index", "--add", "--cacheinfo", $"160000,{origin.Tip},queued/module");
        Git(desk, "commit", "-qm", "Submodule");
        Git(desk, "push", "-q");
        await FollowAsync();
        var snapshot = await Current().SyncAsync(default);
        var kind = snapshot.Find(JobState.Queued, "module")!.Kind;

        var commit = Current().Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Failed, "module"));
        await Current().PushAsync(commit, default);
        Current().UpdateWorkingCopy(commit);

        Assert.Equal(JobFileKind.Submodule, kind);
        Assert.StartsWith("160000 commit", origin.Git("ls-tree", "master", "failed/module"), StringComparison.Ordinal);
        Assert.Equal("", Status(clone));
    }

    [Fact]
    public async Task File_of_a_moved_job_is_renamed()
    {
        var times = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(At("queued/a.yaml"), times);

        await MoveAsync("a.yaml");

        Assert.Equal(times, File.GetLastWriteTimeUtc(At("processing/a.yaml")));
        Assert.Empty(Status(clone));
    }

    [Fact]
    public async Task Moved_file_is_written_anew_where_attributes_ask_for_it()
    {
        origin.Commit("Attributes", (".gitattributes", "processing/*.yaml text eol=crlf\n"));
        await FollowAsync();

        await MoveAsync("a.yaml", "b.yaml");

        Assert.Equal("a\r\n", File.ReadAllText(At("processing/a.yaml")));
        Assert.Empty(Status(clone));
    }

    [Fact]
    public async Task Files_that_hold_the_same_are_moved_each_to_its_place()
    {
        origin.Commit("Twins", ("queued/x.yaml", "same\n"), ("queued/y.yaml", "same\n"), ("queued/z.yaml", "same\n"));
        await FollowAsync();
        File.WriteAllText(At("queued/y.yaml"), "edited\n");

        await MoveAsync("x.yaml", "y.yaml", "z.yaml");

        Assert.Equal("?? queued/y.yaml", Status(clone));
        Assert.Equal("same\n", File.ReadAllText(At("processing/y.yaml")));
    }

    [Fact]
    public async Task Many_files_follow_at_once()
    {
        var names = Enumerable.Range(0, 150).Select(number => $"{number}.yaml").ToArray();
        origin.Commit("Queue", [.. names.Select(name => ($"queued/{name}", (string?)$"{name}\n"))]);
        await FollowAsync();

        await MoveAsync(names);

        Assert.Empty(Status(clone));
        Assert.Equal("149.yaml\n", File.ReadAllText(At("processing/149.yaml")));
        Assert.Empty(Log.Warnings);
    }

    private Goji.Git.LibGit2JobRepository? current;

    private string At(string path) => Path.Combine(clone, path);

    private Goji.Git.LibGit2JobRepository Current() => current ??= Open(clone);

    private async Task FollowAsync() => Current().UpdateWorkingCopy(await Current().SyncAsync(default));

    private Task<IRepositorySnapshot> MoveAsync(params string[] paths) => MoveAsync(Current(), paths);

    private static async Task<IRepositorySnapshot> MoveAsync(Goji.Git.LibGit2JobRepository repository, params string[] paths)
    {
        var snapshot = await repository.SyncAsync(default);
        var changes = paths.SelectMany(path => Move(snapshot, JobState.Queued, JobState.Processing, path).Changes);
        var commit = repository.Commit(snapshot, new CommitDraft("Move", [.. changes]));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        repository.UpdateWorkingCopy(commit);
        return commit;
    }
}
