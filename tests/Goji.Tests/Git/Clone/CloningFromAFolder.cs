using Goji.Testing;

namespace Goji.Tests.Git.Clone;

public sealed class CloningFromAFolder : GitTest
{
    private readonly BareOrigin origin;

    public CloningFromAFolder()
    {
        origin = BareOrigin.WithStateFolders(Place);
        for (var number = 0; number < 12; number++)
        {
            origin.Commit($"Queue {number}", ($"queued/{number}.yaml", $"{number}"));
        }
    }

    [Fact]
    public async Task Packs_and_loose_objects_are_copied()
    {
        origin.Git("repack", "-ad");
        origin.Commit("Queue more", ("queued/more.yaml", "more"));

        await InitializeAsync(Settings(Place["jobs"], origin.Path));

        AssertWhole();
        Assert.Single(Directory.GetFiles(Place["jobs/.git/objects/pack"], "*.pack"));
    }

    [Fact]
    public async Task Folder_that_is_repacked_during_the_clone_is_cloned_completely()
    {
        using var done = new CancellationTokenSource();
        var packer = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                // Other deltas, another pack of another name.
                origin.Git("repack", "-adfq", $"--window={Random.Shared.Next(20)}");
            }
        });

        for (var round = 0; round < 10; round++)
        {
            await InitializeAsync(Settings(Place[$"jobs-{round}"], origin.Path));
            Git(Place[$"jobs-{round}"], "fsck", "--strict");
        }

        await done.CancelAsync();
        await packer;
    }

    [Fact]
    public async Task Folder_with_alternates_is_cloned_completely()
    {
        Git(Place.Path, "clone", "-q", "--bare", "--shared", origin.Path, Place["borrower.git"]);

        await InitializeAsync(Settings(Place["jobs"], Place["borrower.git"]));

        AssertWhole();
    }

    [Fact]
    public async Task Folder_with_a_shallow_history_is_cloned_completely()
    {
        Git(Place.Path, "clone", "-q", "--bare", "--depth=3", $"file://{origin.Path}", Place["shallow.git"]);

        await InitializeAsync(Settings(Place["jobs"], Place["shallow.git"]));

        Assert.Equal(origin.Tip, Git(Place["jobs"], "rev-parse", "HEAD"));
        Assert.Equal("", Status(Place["jobs"]));
    }

    private void AssertWhole()
    {
        Assert.Equal(origin.Tip, Git(Place["jobs"], "rev-parse", "HEAD"));
        Assert.Equal(origin.Git("rev-list", "--count", "master"), Git(Place["jobs"], "rev-list", "--count", "HEAD"));
        Assert.Equal("", Status(Place["jobs"]));
        Git(Place["jobs"], "fsck", "--strict");
    }
}
