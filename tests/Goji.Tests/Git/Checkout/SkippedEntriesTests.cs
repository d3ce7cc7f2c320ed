using Goji.Git.Checkout;
using Goji.Git.Checkout.Index;
using Goji.Git.Checkout.Sparse;
using LibGit2Sharp;

namespace Goji.Tests.Git.Checkout;

/// <summary>Index files that the git program wrote, marked by Goji and read by the git program again.</summary>
public sealed class SkippedEntriesTests : GitTest
{
    private readonly string index;

    public SkippedEntriesTests()
    {
        Git(Place.Path, "init", "-q");
        index = Place[".git/index"];
        foreach (var path in (string[])["a", "queued/a.yaml", "queued/team/b.yaml", "succeeded/1", "succeeded/12345678", "succeeded/deep/er/c.yaml", "succeeded/ü.yaml"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Place[path])!);
            File.WriteAllText(Place[path], path);
        }

        Git(Place.Path, "add", "-A");
        Git(Place.Path, "commit", "-qm", "All");
    }

    [Theory]
    [InlineData("2", "3")]
    [InlineData("4", "4")]
    public void Hidden_entries_without_a_file_are_marked(string before, string after)
    {
        Git(Place.Path, "update-index", "--index-version", before);
        Git(Place.Path, "update-index", "--assume-unchanged", "queued/a.yaml");
        Directory.Delete(Place["succeeded/deep"], recursive: true);
        File.Delete(Place["succeeded/12345678"]);
        var staged = Git(Place.Path, "ls-files", "--stage");

        Mark();

        Assert.Equal(["H a", "h queued/a.yaml", "H queued/team/b.yaml", "H succeeded/1", "S succeeded/12345678", "S succeeded/deep/er/c.yaml", "H succeeded/\u00fc.yaml"], Marks());
        Assert.Equal(staged, Git(Place.Path, "ls-files", "--stage"));
        Assert.Equal(after, Version());
        AssertSound();
    }

    [Fact]
    public void Intent_to_add_entries_are_kept()
    {
        File.WriteAllText(Place["queued/new.yaml"], "new");
        Git(Place.Path, "add", "--intent-to-add", "queued/new.yaml");
        File.Delete(Place["succeeded/1"]);

        Mark();

        Assert.Contains("S succeeded/1", Marks());
        Assert.Equal(" A queued/new.yaml", Status(Place.Path));
    }

    [Fact]
    public void Sides_of_a_conflict_are_not_marked()
    {
        Git(Place.Path, "checkout", "-qb", "other");
        File.WriteAllText(Place["succeeded/1"], "other");
        Git(Place.Path, "commit", "-qam", "Other");
        Git(Place.Path, "checkout", "-q", "-");
        File.WriteAllText(Place["succeeded/1"], "mine");
        Git(Place.Path, "commit", "-qam", "Mine");
        Assert.Throws<InvalidOperationException>(() => Git(Place.Path, "merge", "-q", "other"));
        Directory.Delete(Place["succeeded"], recursive: true);

        Mark();

        Assert.Equal("UU succeeded/1", Status(Place.Path));
        Assert.Contains("S succeeded/12345678", Marks());
    }

    [Fact]
    public void Valid_index_extensions_are_kept()
    {
        Git(Place.Path, "update-index", "--untracked-cache");
        Git(Place.Path, "status");
        var tree = Git(Place.Path, "rev-parse", "HEAD^{tree}");
        Directory.Delete(Place["succeeded"], recursive: true);
        Assert.Contains("UNTR", Text(), StringComparison.Ordinal);
        Assert.Contains("TREE", Text(), StringComparison.Ordinal);

        Mark();

        Assert.DoesNotContain("UNTR", Text(), StringComparison.Ordinal);
        Assert.Contains("TREE", Text(), StringComparison.Ordinal);
        Assert.Equal(tree, Git(Place.Path, "write-tree"));
        AssertSound();
    }

    [Fact]
    public void Index_in_which_nothing_is_hidden_is_not_written()
    {
        var before = File.ReadAllBytes(index);
        File.WriteAllText($"{index}.lock", "somebody's");

        Mark();

        Assert.Equal(before, File.ReadAllBytes(index));
    }

    [Fact]
    public void Foreign_lock_is_respected()
    {
        Directory.Delete(Place["succeeded"], recursive: true);
        var before = File.ReadAllBytes(index);
        File.WriteAllText($"{index}.lock", "somebody's");

        Assert.Throws<IOException>(Mark);

        Assert.Equal(before, File.ReadAllBytes(index));
        Assert.Equal("somebody's", File.ReadAllText($"{index}.lock"));
    }

    [Fact]
    public void Time_of_the_index_is_kept()
    {
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Directory.Delete(Place["succeeded"], recursive: true);
        File.SetLastWriteTimeUtc(index, time);

        Mark();

        Assert.Equal(time, File.GetLastWriteTimeUtc(index));
    }

    [Fact]
    public void Split_index_is_reported_as_an_obstacle()
    {
        var before = SkippedEntries.Obstacle(index);
        Git(Place.Path, "update-index", "--split-index");

        Assert.Null(before);
        Assert.Equal("needs git's extension 'link'", SkippedEntries.Obstacle(index));
    }

    [Fact]
    public void Damaged_index_is_reported()
    {
        var bytes = File.ReadAllBytes(index);
        File.WriteAllBytes(index, [.. bytes.AsSpan(0, 100), .. bytes.AsSpan(bytes.Length - 20)]);

        Assert.Throws<EndOfStreamException>(() => SkippedEntries.Obstacle(index));
    }

    private void Mark()
    {
        using var repository = new Repository(Place.Path);
        SkippedEntries.Mark(index, new SkippedPaths(Cone.Of(["queued"]), new WorkingFiles(repository)));
    }

    private string[] Marks() => Git(Place.Path, "-c", "core.quotePath=false", "ls-files", "-v").Split('\n');

    private string Version() => $"{IndexEntries.VersionOf(File.ReadAllBytes(index))}";

    private string Text() => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(index));

    private void AssertSound()
    {
        Git(Place.Path, "fsck", "--strict");
        Assert.Equal("", Status(Place.Path));
        using var repository = new Repository(Place.Path);
        Assert.Equal(7, repository.Index.Count);
    }
}
