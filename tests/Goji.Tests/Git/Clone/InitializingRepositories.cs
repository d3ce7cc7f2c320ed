using Goji.Testing;

namespace Goji.Tests.Git.Clone;

public sealed class InitializingRepositories : GitTest
{
    [Fact]
    public async Task Without_an_address_a_new_repository_is_scaffolded()
    {
        var outcome = await InitializeAsync(Settings(Place["jobs"]));

        Assert.Equal(InitResult.Scaffolded, outcome.Result);
        Assert.Equal($"Scaffolded a new jobs repository in '{Place["jobs"]}' on the branch 'master'.", outcome.Message);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.Equal("Scaffold the jobs repository", Git(Place["jobs"], "log", "--format=%s", "master"));
        Assert.True(File.Exists(Place["jobs/queued/.gitkeep"]));
        Assert.Equal([Place["jobs"]], Directory.EnumerateFileSystemEntries(Place.Path));
        Git(Place["jobs"], "fsck", "--strict");
    }

    [Theory]
    [InlineData(true, "would be cloned into")]
    [InlineData(false, "would be scaffolded in")]
    public async Task Dry_run_reports_and_creates_nothing(bool hasOrigin, string expected)
    {
        var origin = BareOrigin.Empty(Place);
        var runner = new GojiRunner(
            new() { Directory = Place["jobs"], Repository = hasOrigin ? origin.Path : null, DryRun = true }, new RecordedLog());

        var outcome = await runner.InitAsync(CancellationToken.None);

        Assert.Contains(expected, outcome.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place["jobs"]));
    }

    [Fact]
    public async Task Existing_clone_is_kept_unchanged()
    {
        var origin = BareOrigin.Empty(Place);
        origin.Commit("Only a file", ("README.md", "x"));
        var clone = origin.Clone(Place["jobs"]);

        var outcome = await InitializeAsync(Settings(clone, origin.Path));

        Assert.Equal(InitResult.AlreadyThere, outcome.Result);
        Assert.Equal($"'{clone}' is a git repository already, its origin is '{origin.Path}'. Nothing was changed.", outcome.Message);
        Assert.Equal(["README.md"], origin.Files);
    }

    [Fact]
    public async Task Address_is_cloned_and_missing_folders_are_added()
    {
        var origin = BareOrigin.Empty(Place, "main");
        origin.Commit("Queue", ("queued/a.yaml", "a"), ("failed/b.yaml", "b"));

        var outcome = await InitializeAsync(Settings(Place["jobs"], origin.Path));

        Assert.Equal(InitResult.Cloned, outcome.Result);
        Assert.Equal($"Cloned the branch 'main' of '{origin.Path}' into '{Place["jobs"]}'.", outcome.Message);
        Assert.Equal(["failed/b.yaml", "processing/.gitkeep", "queued/a.yaml", "succeeded/.gitkeep", "unknown/.gitkeep"], origin.Files);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.Equal("## main...origin/main", Git(Place["jobs"], "status", "-sb"));
        Assert.Equal(origin.Tip, Git(Place["jobs"], "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task Empty_origin_is_scaffolded_on_the_branch_that_its_head_names()
    {
        var origin = BareOrigin.Empty(Place, "trunk");

        var outcome = await InitializeAsync(Settings(Place["jobs"], origin.Path));

        Assert.Equal(InitResult.Scaffolded, outcome.Result);
        Assert.Equal(["README.md", "failed/.gitkeep", "processing/.gitkeep", "queued/.gitkeep", "succeeded/.gitkeep", "unknown/.gitkeep"], origin.Files);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.Equal("## trunk...origin/trunk", Git(Place["jobs"], "status", "-sb"));
    }

    [Fact]
    public async Task Address_of_a_folder_without_a_repository_is_an_error_that_names_the_setting()
    {
        var failure = await Assert.ThrowsAsync<GojiUnavailableException>(() => InitializeAsync(Settings(Place["jobs"], Place["nowhere"])));

        Assert.Equal($"The remote '{Place["nowhere"]}' is not there. If its disk or share is mounted later, try again; else correct the setting Repository, or GIT_REPOSITORY.", failure.Message);
    }

    [Fact]
    public async Task Folder_with_other_content_is_refused()
    {
        Directory.CreateDirectory(Place["jobs"]);
        File.WriteAllText(Place["jobs/notes.txt"], "mine");

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"])));

        Assert.Equal($"'{Place["jobs"]}' is there already and is no git repository. Choose another Directory, or move what is there away.", failure.Message);
    }

    [Fact]
    public async Task Remains_of_a_killed_clone_are_removed()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        Directory.CreateDirectory(Place[".jobs.goji/.git"]);
        File.WriteAllText(Place[".jobs.goji/.git/HEAD"], "half");
        Directory.CreateDirectory(Place["jobs"]);

        var outcome = await InitializeAsync(Settings(Place["jobs"], origin.Path));

        Assert.Equal(InitResult.Cloned, outcome.Result);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.False(Directory.Exists(Place[".jobs.goji"]));
    }
}
