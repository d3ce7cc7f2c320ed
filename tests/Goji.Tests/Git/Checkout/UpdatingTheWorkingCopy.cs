using Goji.Ports;

namespace Goji.Tests.Git.Checkout;

public sealed class UpdatingTheWorkingCopy : WorkingCopyTest
{
    [Fact]
    public async Task File_that_a_person_edited_is_kept_and_named()
    {
        File.WriteAllText(At("queued/a.yaml"), "edited\n");

        await MoveAsync("a.yaml", "b.yaml");

        Assert.Equal("edited\n", File.ReadAllText(At("queued/a.yaml")));
        Assert.Equal("?? queued/a.yaml", Status(Clone));
        Assert.Equal(
            ["'queued/a.yaml' is moved or deleted in the jobs repository, and the file here holds something else; it was kept as it is. Compare with: git diff HEAD -- 'queued/a.yaml'."],
            Log.Warnings);
        Assert.Equal(Origin.Tip, Git(Clone, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task Changed_file_that_a_person_edited_too_is_kept()
    {
        File.WriteAllText(At("queued/a.yaml"), "edited\n");
        Origin.Commit("Change", ("queued/a.yaml", "changed\n"));

        await FollowAsync();

        Assert.Equal("edited\n", File.ReadAllText(At("queued/a.yaml")));
        Assert.Equal("M queued/a.yaml", Status(Clone).Trim());
        Assert.Single(Log.Warnings);
    }

    [Fact]
    public async Task File_that_a_person_deleted_stays_deleted()
    {
        File.Delete(At("queued/a.yaml"));
        Origin.Commit("Change", ("queued/a.yaml", "changed\n"));

        await FollowAsync();

        Assert.False(File.Exists(At("queued/a.yaml")));
        Assert.Equal("D queued/a.yaml", Status(Clone).Trim());
        Assert.Single(Log.Warnings);
    }

    [Fact]
    public async Task Untracked_file_in_the_way_is_kept_and_an_equal_one_is_taken()
    {
        File.WriteAllText(At("queued/new.yaml"), "mine\n");
        File.WriteAllText(At("queued/same.yaml"), "same\n");
        Origin.Commit("Queue", ("queued/new.yaml", "theirs\n"), ("queued/same.yaml", "same\n"));

        await FollowAsync();

        Assert.Equal("mine\n", File.ReadAllText(At("queued/new.yaml")));
        Assert.Equal("M queued/new.yaml", Status(Clone).Trim());
        Assert.StartsWith("'queued/new.yaml' is new in the jobs repository", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staged_and_untracked_work_elsewhere_survives()
    {
        File.WriteAllText(At("queued/staged.yaml"), "staged\n");
        Git(Clone, "add", "queued/staged.yaml");
        File.WriteAllText(At("queued/b.yaml"), "unstaged\n");
        File.WriteAllText(At("notes.txt"), "untracked\n");

        await MoveAsync("a.yaml");

        Assert.Equal("M queued/b.yaml\nA  queued/staged.yaml\n?? notes.txt", Status(Clone).Trim());
        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task Staged_change_of_a_moved_file_is_kept()
    {
        File.WriteAllText(At("queued/a.yaml"), "staged\n");
        Git(Clone, "add", "queued/a.yaml");

        await MoveAsync("a.yaml");

        Assert.Equal("A  queued/a.yaml", Status(Clone));
        Assert.Equal("staged", Git(Clone, "show", ":queued/a.yaml"));
    }

    [Fact]
    public async Task Line_endings_of_the_checkout_are_no_edits()
    {
        Git(Clone, "config", "core.autocrlf", "true");
        File.Delete(At("queued/a.yaml"));
        Git(Clone, "checkout", "--", "queued/a.yaml");
        Assert.Equal("a\r\n", File.ReadAllText(At("queued/a.yaml")));

        await MoveAsync("a.yaml");

        Assert.False(File.Exists(At("queued/a.yaml")));
        Assert.Equal("a\r\n", File.ReadAllText(At("processing/a.yaml")));
        Assert.Equal("", Status(Clone));
        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task Attributes_decide_how_files_are_written()
    {
        Origin.Commit("Attributes", (".gitattributes", "*.yaml text eol=crlf\n"));

        await FollowAsync();
        await MoveAsync("a.yaml");

        Assert.Equal("a\r\n", File.ReadAllText(At("processing/a.yaml")));
        Assert.Equal("", Status(Clone));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_linked_folder()
    {
        Directory.CreateDirectory(Place["outside"]);
        Directory.Delete(At("processing"), recursive: true);
        Directory.CreateSymbolicLink(At("processing"), Place["outside"]);

        await MoveAsync("a.yaml");

        Assert.Empty(Directory.EnumerateFileSystemEntries(Place["outside"]));
        Assert.Contains(Log.Warnings, warning => warning.StartsWith("'processing/a.yaml' was not written: a file or a link has the name of its folder.", StringComparison.Ordinal));
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
        Origin.Commit("Away", ("queued/a.yaml", null));
        Origin.Commit("Folder", ("queued/a.yaml/x.yaml", "x\n"));
        await FollowAsync();
        var asFolder = File.ReadAllText(At("queued/a.yaml/x.yaml"));
        Origin.Commit("Away", ("queued/a.yaml/x.yaml", null));
        Origin.Commit("File", ("queued/a.yaml", "again\n"));

        await FollowAsync();

        Assert.Equal("x\n", asFolder);
        Assert.Equal("again\n", File.ReadAllText(At("queued/a.yaml")));
        Assert.Equal("", Status(Clone));
    }

    [Fact]
    public async Task Submodule_moves_as_an_entry()
    {
        var desk = Origin.Clone(Place["desk"]);
        Git(desk, "update-index", "--add", "--cacheinfo", $"160000,{Origin.Tip},queued/module");
        Git(desk, "commit", "-qm", "Submodule");
        Git(desk, "push", "-q");
        await FollowAsync();
        var snapshot = await Current().SyncAsync(default);
        var kind = snapshot.Find(JobState.Queued, "module")!.Kind;

        var commit = Current().Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Failed, "module"));
        await Current().PushAsync(commit, default);
        Current().UpdateWorkingCopy(commit);

        Assert.Equal(JobFileKind.Submodule, kind);
        Assert.StartsWith("160000 commit", Origin.Git("ls-tree", "master", "failed/module"), StringComparison.Ordinal);
        Assert.Equal("", Status(Clone));
    }

    [Fact]
    public async Task File_of_a_moved_job_is_renamed()
    {
        var times = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(At("queued/a.yaml"), times);

        await MoveAsync("a.yaml");

        Assert.Equal(times, File.GetLastWriteTimeUtc(At("processing/a.yaml")));
        Assert.Empty(Status(Clone));
    }

    [Fact]
    public async Task Moved_file_is_written_again_if_attributes_require_it()
    {
        Origin.Commit("Attributes", (".gitattributes", "processing/*.yaml text eol=crlf\n"));
        await FollowAsync();

        await MoveAsync("a.yaml", "b.yaml");

        Assert.Equal("a\r\n", File.ReadAllText(At("processing/a.yaml")));
        Assert.Empty(Status(Clone));
    }

    [Fact]
    public async Task Files_with_equal_content_are_moved_to_their_own_paths()
    {
        Origin.Commit("Twins", ("queued/x.yaml", "same\n"), ("queued/y.yaml", "same\n"), ("queued/z.yaml", "same\n"));
        await FollowAsync();
        File.WriteAllText(At("queued/y.yaml"), "edited\n");

        await MoveAsync("x.yaml", "y.yaml", "z.yaml");

        Assert.Equal("?? queued/y.yaml", Status(Clone));
        Assert.Equal("same\n", File.ReadAllText(At("processing/y.yaml")));
    }

    [Fact]
    public async Task Many_files_are_updated_at_once()
    {
        var names = Enumerable.Range(0, 150).Select(number => $"{number}.yaml").ToArray();
        Origin.Commit("Queue", [.. names.Select(name => ($"queued/{name}", (string?)$"{name}\n"))]);
        await FollowAsync();

        await MoveAsync(names);

        Assert.Empty(Status(Clone));
        Assert.Equal("149.yaml\n", File.ReadAllText(At("processing/149.yaml")));
        Assert.Empty(Log.Warnings);
    }
}
