namespace Goji.Tests.Passes;

/// <summary>Commands that find no clone, and make one of the repository that their settings name.</summary>
public sealed class ClonesOfTheirOwn : PassTest
{
    public ClonesOfTheirOwn()
    {
        Options.Directory = Place["own"];
        Options.Repository = Origin.Path;
        Origin.Commit("Archive", ("succeeded/old.yaml", Job("old")));
    }

    private bool HasArchive => File.Exists(Place["own/succeeded/old.yaml"]);

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Pass_makes_a_sparse_clone_unless_a_setting_asks_for_all_files(bool? sparse, bool hasArchive)
    {
        Options.Sparse = sparse;
        Queue(("a.yaml", Job("a")));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["succeeded/a.yaml", "succeeded/old.yaml"], Jobs());
        Assert.Equal(hasArchive, HasArchive);
        Assert.Single(Log.All, line => line.StartsWith("Cloned the branch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clone_that_somebody_asks_for_has_all_files()
    {
        await Runner().InitAsync();
        await PassAsync();

        Assert.True(HasArchive);
    }

    [Fact]
    public async Task Commands_that_change_the_repository_make_one_too()
    {
        File.WriteAllText(Place["new.yaml"], Job("new"));

        await Runner().QueueAsync(Place["new.yaml"]);
        Directory.Delete(Place["own"], recursive: true);
        await Runner().RequeueAsync("old.yaml");
        Directory.Delete(Place["own"], recursive: true);
        await Runner().CancelAsync(["new.yaml"]);
        Directory.Delete(Place["own"], recursive: true);
        await Runner().PruneAsync(new() { KeepNewest = 0 });

        Assert.Equal(["queued/old.yaml"], Jobs());
        Assert.False(HasArchive);
    }

    [Fact]
    public async Task Preview_and_status_make_none()
    {
        var status = await Assert.ThrowsAnyAsync<GojiException>(() => Runner().StatusAsync());
        Options.DryRun = true;
        var preview = await Assert.ThrowsAnyAsync<GojiException>(PassAsync);

        Assert.StartsWith("There is no git repository in ", status.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no git repository in ", preview.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Options.Directory));
    }

    [Fact]
    public async Task Folder_with_other_content_is_left_alone()
    {
        Directory.CreateDirectory(Options.Directory);
        File.WriteAllText(Place["own/notes.txt"], "mine");

        await Assert.ThrowsAnyAsync<GojiException>(PassAsync);

        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(Options.Directory).Select(Path.GetFileName));
    }
}
