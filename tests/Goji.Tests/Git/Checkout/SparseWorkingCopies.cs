using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Checkout;

public sealed class SparseWorkingCopies : GitTest
{
    private readonly string clone;

    public SparseWorkingCopies()
    {
        clone = Place["jobs"];
    }

    [Theory]
    [InlineData("")]
    [InlineData("jobs/")]
    public async Task New_clone_shows_only_queued_and_processing_files(string prefix)
    {
        await InitializeAsync(prefix);

        Assert.Equal([.. Shown(prefix), "readme.md"], Files());
        Assert.Equal($"{prefix}processing\n{prefix}queued", Git(clone, "sparse-checkout", "list"));
        Assert.Equal([.. Shown(prefix), "readme.md"], Marked('H'));
        Assert.Equal(
            [.. new[] { ".goji/runs/done.yaml", "src/deep/code.cs", $"{prefix}failed/.gitkeep", $"{prefix}succeeded/.gitkeep", $"{prefix}succeeded/done.yaml", $"{prefix}unknown/.gitkeep" }.Order(StringComparer.Ordinal)],
            Marked('S'));
        AssertClean();
    }

    [Fact]
    public async Task Both_spellings_of_a_folder_are_shown()
    {
        var origin = Origin("");
        origin.Commit("Another", ("process/old.yaml", "old\n"));

        await InitializeAsync(origin);

        Assert.Contains("process/old.yaml", Files());
        Assert.Equal("process\nprocessing\nqueued", Git(clone, "sparse-checkout", "list"));
    }

    [Fact]
    public async Task Shallow_clone_over_http_is_sparse_too()
    {
        var origin = Origin("");
        using var server = new GitHttpServer(Place.Path);

        await InitializeAsync(Settings(clone, server.AddressOf(origin)) with { Sparse = true });
        await MoveAsync(JobState.Queued, JobState.Succeeded, "a.yaml");

        Assert.Equal("true", Git(clone, "rev-parse", "--is-shallow-repository"));
        Assert.Equal(["processing/.gitkeep", "processing/runs.yaml", "queued/.gitkeep", "queued/team/b.yaml", "readme.md"], Files());
        AssertClean();
    }

    [Fact]
    public async Task Empty_remote_is_scaffolded_and_missing_folders_are_added_as_everywhere()
    {
        var empty = BareOrigin.Empty(Place);
        await InitializeAsync(empty);
        var fresh = Files();
        Directory.Delete(clone, recursive: true);
        var sparse = BareOrigin.Empty(Place);
        sparse.Commit("One", ("queued/a.yaml", "a\n"));

        await InitializeAsync(sparse);

        Assert.Equal(["processing/.gitkeep", "queued/.gitkeep"], fresh.Where(file => file.Contains('/', StringComparison.Ordinal)));
        Assert.Equal(["processing/.gitkeep", "queued/a.yaml"], Files());
        AssertClean();
    }

    [Fact]
    public async Task Repository_without_a_remote_is_sparse_from_the_first_commit_on()
    {
        await InitializeAsync(Settings(clone) with { Sparse = true });

        Assert.Contains("S succeeded/.gitkeep", Marks());
        Assert.False(Directory.Exists(At("succeeded")));
        AssertClean();
    }

    [Fact]
    public async Task Disabling_it_checks_out_all_files()
    {
        var origin = await InitializeAsync("");
        await MoveAsync(JobState.Queued, JobState.Failed, "a.yaml");

        Git(clone, "sparse-checkout", "disable");

        Assert.Equal(origin.Files.Order(StringComparer.Ordinal), Files());
        Assert.Empty(Marked('S'));
        AssertClean();
        await MoveAsync(JobState.Queued, JobState.Failed, "team/b.yaml");
        Assert.True(File.Exists(At("failed/team/b.yaml")));
        AssertClean();
    }

    [Fact]
    public async Task Without_the_setting_all_files_are_there()
    {
        var origin = Origin("");

        await InitializeAsync(Settings(clone, origin.Path));

        Assert.Equal(origin.Files.Order(StringComparer.Ordinal), Files());
    }

    [Fact]
    public async Task Existing_clone_is_unchanged()
    {
        var origin = Origin("");
        origin.Clone(clone);

        await InitializeAsync(origin);

        Assert.True(File.Exists(At("succeeded/done.yaml")));
        Assert.Empty(Marked('S'));
    }

    [Fact]
    public async Task Files_appear_and_disappear_with_their_states()
    {
        await InitializeAsync("");

        await MoveAsync(JobState.Queued, JobState.Processing, "a.yaml");
        await MoveAsync(JobState.Processing, JobState.Succeeded, "runs.yaml");
        await MoveAsync(JobState.Succeeded, JobState.Queued, "done.yaml");

        Assert.Equal(["processing/.gitkeep", "processing/a.yaml", "queued/.gitkeep", "queued/done.yaml", "queued/team/b.yaml", "readme.md"], Files());
        Assert.Contains("S succeeded/runs.yaml", Marks());
        AssertClean();
        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task File_of_a_person_that_is_not_shown_otherwise_is_neither_written_nor_removed()
    {
        var origin = await InitializeAsync("");
        Directory.CreateDirectory(At("succeeded"));
        File.WriteAllText(At("succeeded/done.yaml"), "mine\n");
        File.WriteAllText(At("succeeded/a.yaml"), "mine too\n");

        await MoveAsync(JobState.Queued, JobState.Succeeded, "a.yaml");
        origin.Commit("Prune", ("succeeded/done.yaml", null));
        await FollowAsync();

        Assert.Equal("mine\n", File.ReadAllText(At("succeeded/done.yaml")));
        Assert.Equal("mine too\n", File.ReadAllText(At("succeeded/a.yaml")));
        Assert.Equal(" M succeeded/a.yaml\n?? succeeded/done.yaml", $" {Status(clone).TrimStart()}");
        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task Edited_and_staged_files_are_kept()
    {
        await InitializeAsync("");
        File.WriteAllText(At("processing/runs.yaml"), "edited\n");
        File.WriteAllText(At("queued/a.yaml"), "staged\n");
        Git(clone, "add", "queued/a.yaml");

        await MoveAsync(JobState.Processing, JobState.Succeeded, "runs.yaml");
        await MoveAsync(JobState.Queued, JobState.Succeeded, "a.yaml");

        Assert.Equal("edited\n", File.ReadAllText(At("processing/runs.yaml")));
        Assert.Equal("A  queued/a.yaml\n?? processing/runs.yaml", Status(clone));
        Assert.Equal("staged", Git(clone, "show", ":queued/a.yaml"));
        Assert.Equal(["S succeeded/a.yaml", "S succeeded/runs.yaml"], Marks().Where(line => line.EndsWith("runs.yaml", StringComparison.Ordinal) || line.EndsWith("succeeded/a.yaml", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Staged_change_of_a_file_that_is_not_shown_is_kept()
    {
        var origin = await InitializeAsync("");
        Directory.CreateDirectory(At("succeeded"));
        File.WriteAllText(At("succeeded/done.yaml"), "staged\n");
        Git(clone, "add", "--sparse", "succeeded/done.yaml");
        origin.Commit("Change", ("succeeded/done.yaml", "changed\n"));

        await FollowAsync();

        Assert.Equal("M  succeeded/done.yaml", Status(clone));
        Assert.Equal("staged", Git(clone, "show", ":succeeded/done.yaml"));
        Assert.Equal(["'succeeded/done.yaml' has staged changes, which were kept."], Log.Warnings);
    }

    [Fact]
    public async Task Kill_before_the_entries_are_marked_is_repaired()
    {
        var origin = await InitializeAsync("");
        var before = Git(clone, "rev-parse", "HEAD");
        await MoveAsync(JobState.Queued, JobState.Succeeded, "a.yaml");
        Git(clone, "update-index", "--no-skip-worktree", "succeeded/a.yaml", "succeeded/done.yaml");
        Git(clone, "update-ref", "refs/heads/master", before);
        Assert.Contains("succeeded/done.yaml", Status(clone), StringComparison.Ordinal);

        await FollowAsync();

        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
        AssertClean();
    }

    [Fact]
    public async Task Kill_before_the_index_is_written_is_repaired()
    {
        var origin = await InitializeAsync("");
        var index = await File.ReadAllBytesAsync(At(".git/index"));
        var before = Git(clone, "rev-parse", "HEAD");
        await MoveAsync(JobState.Queued, JobState.Succeeded, "a.yaml");
        Git(clone, "update-ref", "refs/heads/master", before);
        await File.WriteAllBytesAsync(At(".git/index"), index);

        await FollowAsync();

        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
        Assert.False(File.Exists(At("queued/a.yaml")));
        AssertClean();
    }

    [Theory]
    [InlineData("set", "--cone", "processing", "src")]
    [InlineData("set", "--cone")]
    public async Task Cone_that_a_person_chose_is_followed(params string[] command)
    {
        var origin = Origin("");
        origin.Clone(clone);
        Git(clone, ["sparse-checkout", .. command]);

        await MoveAsync(JobState.Queued, JobState.Processing, "a.yaml");
        await MoveAsync(JobState.Processing, JobState.Failed, "runs.yaml");

        Assert.Equal(command.Contains("processing"), File.Exists(At("processing/a.yaml")));
        Assert.False(File.Exists(At("processing/runs.yaml")));
        Assert.False(Directory.Exists(At("failed")));
        Assert.Equal(origin.Tip, Git(clone, "rev-parse", "HEAD"));
        AssertClean();
    }

    [Fact]
    public async Task Patterns_other_than_cones_are_kept()
    {
        Origin("").Clone(clone);
        Git(clone, "sparse-checkout", "set", "--no-cone", "/processing/", "!*.cs");
        var before = Git(clone, "rev-parse", "HEAD");

        await MoveAsync(JobState.Queued, JobState.Processing, "a.yaml");

        Assert.Equal(before, Git(clone, "rev-parse", "HEAD"));
        Assert.False(File.Exists(At("processing/a.yaml")));
        AssertClean();
        Assert.Contains($"'{clone}' is a sparse checkout, and its patterns are not those of a cone: its files are not updated. Refresh them with: git pull.", Log.All);
    }

    [Fact]
    public async Task Sparse_index_is_kept()
    {
        Origin("").Clone(clone);
        Git(clone, "sparse-checkout", "set", "--cone", "--sparse-index", "queued");
        var before = Git(clone, "rev-parse", "HEAD");

        await MoveAsync(JobState.Queued, JobState.Processing, "a.yaml");

        Assert.Equal(before, Git(clone, "rev-parse", "HEAD"));
        AssertClean();
        Assert.Contains($"'{clone}' is a sparse checkout, and its index needs git's extension 'sdir': its files are not updated. Refresh them with: git pull.", Log.All);
    }

    [Fact]
    public async Task Index_of_version_four_is_kept_in_that_version()
    {
        await InitializeAsync("");
        Git(clone, "update-index", "--index-version", "4");

        await MoveAsync(JobState.Queued, JobState.Succeeded, "team/b.yaml");

        Assert.Equal(4, File.ReadAllBytes(At(".git/index"))[7]);
        Assert.Contains("S succeeded/team/b.yaml", Marks());
        AssertClean();
    }

    [Fact]
    public async Task Attributes_decide_how_the_first_files_are_written()
    {
        var origin = Origin("");
        origin.Commit("Attributes", (".gitattributes", "*.yaml text eol=crlf\n"));

        await InitializeAsync(origin);

        Assert.Equal("a\r\n", await File.ReadAllTextAsync(At("queued/a.yaml")));
        AssertClean();
    }

    private static string[] Shown(string prefix) =>
        [$"{prefix}processing/.gitkeep", $"{prefix}processing/runs.yaml", $"{prefix}queued/.gitkeep", $"{prefix}queued/a.yaml", $"{prefix}queued/team/b.yaml"];

    private BareOrigin Origin(string prefix)
    {
        var origin = BareOrigin.WithStateFolders(Place, prefix: prefix);
        origin.Commit(
            "Work",
            ("readme.md", "read\n"),
            ("src/deep/code.cs", "code\n"),
            (".goji/runs/done.yaml", "attempts: []\n"),
            ($"{prefix}queued/a.yaml", "a\n"),
            ($"{prefix}queued/team/b.yaml", "b\n"),
            ($"{prefix}processing/runs.yaml", "runs\n"),
            ($"{prefix}succeeded/done.yaml", "done\n"));
        return origin;
    }

    private async Task<BareOrigin> InitializeAsync(string prefix)
    {
        var origin = Origin(prefix);
        await InitializeAsync(origin);
        return origin;
    }

    private Task<InitReport> InitializeAsync(BareOrigin origin) => InitializeAsync(Settings(clone, origin.Path) with { Sparse = true });

    private string At(string path) => Path.Combine(clone, path);

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(clone, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(clone, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private string[] Marked(char mark) => [.. Marks().Where(line => line[0] == mark).Select(line => line[2..])];

    private string[] Marks() => Git(clone, "ls-files", "-t").Split('\n');

    private void AssertClean()
    {
        Assert.Equal("", Status(clone));
        Git(clone, "fsck", "--strict");
    }

    private async Task FollowAsync()
    {
        using var repository = await Goji.Git.LibGit2JobRepository.OpenAsync(Settings(clone), Log, TimeProvider.System, default);
        repository.UpdateWorkingCopy(await repository.SyncAsync(default));
    }

    private async Task MoveAsync(JobState from, JobState to, string path)
    {
        using var repository = await Goji.Git.LibGit2JobRepository.OpenAsync(Settings(clone), Log, TimeProvider.System, default);
        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, from, to, path));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        repository.UpdateWorkingCopy(commit);
    }
}
