using CsCheck;
using Goji.Git.Checkout.Index;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Tests.Git.Checkout;

/// <summary>Index files that the git program wrote, updated by Goji and read by the git program again.</summary>
public sealed class IndexUpdateTests : GitTest
{
    private static readonly string[] Paths = ["a", "a-b", "a.yaml", "b/1", "b/2", "b/c/3", "b-c/4", "d/e/f/5", "d/ü", "z", $"{new string('l', 200)}/{new string('n', 40)}"];

    private readonly string index;
    private readonly Repository repository;
    private readonly ObjectReader objects;
    private readonly TreeStore trees;

    public IndexUpdateTests()
    {
        Git(Place.Path, "init", "-q");
        index = Place[".git/index"];
        repository = new(Place.Path);
        objects = new(Place[".git/objects"]);
        trees = new(objects);
    }

    [Fact]
    public void Any_update_leads_to_the_other_tree()
    {
        var versions = Gen.Int[0, 3].Array[Paths.Length];
        Gen.Select(versions, versions).Sample(
            (before, after) =>
            {
                var (from, to) = (Tree(before), Tree(after));
                Git(Place.Path, "read-tree", "--reset", from.Sha);

                Assert.Empty(Apply(from, to)!);

                // Git takes the ids of unchanged folders from the index, and checks the checksum.
                Assert.Equal(to.Sha, Git(Place.Path, "write-tree"));
                Assert.Equal(Git(Place.Path, "ls-tree", "-r", to.Sha).Replace(" blob ", " ", StringComparison.Ordinal), Staged());
            },
            iter: 25,
            threads: 1);
        Assert.False(File.Exists($"{index}.lock"));
    }

    [Fact]
    public void Staged_changes_of_a_person_are_kept_and_named()
    {
        var (from, to) = (Tree([1, 1, 1]), Tree([2, 0, 1, 1]));
        Git(Place.Path, "read-tree", from.Sha);
        foreach (var path in (string[])["a", "a-b", "b/1"])
        {
            Git(Place.Path, "update-index", "--add", "--cacheinfo", $"100644,{Content(3).Sha},{path}");
        }

        var staged = Apply(from, to);

        Assert.Equal(["a", "a-b", "b/1"], staged!.Order(StringComparer.Ordinal));
        Assert.Equal(3, Staged().Split(Content(3).Sha).Length - 1);
    }

    [Fact]
    public void Flags_of_other_entries_are_kept()
    {
        var (from, to) = (Tree([1, 1, 1]), Tree([2, 1, 1]));
        Git(Place.Path, "read-tree", from.Sha);
        Git(Place.Path, "update-index", "--skip-worktree", "a-b");
        Git(Place.Path, "update-index", "--assume-unchanged", "a.yaml");

        Assert.Empty(Apply(from, to)!);

        Assert.Equal("H a\nS a-b\nh a.yaml", Git(Place.Path, "ls-files", "-v"));
    }

    [Theory]
    [InlineData("version 4")]
    [InlineData("conflict")]
    [InlineData("damage")]
    [InlineData("split")]
    [InlineData("file in the place of a folder")]
    [InlineData("folder in the place of a file")]
    [InlineData("none")]
    public void Other_indexes_are_left_to_libgit2(string kind)
    {
        var (from, to) = (Tree([1, 1, 1]), Tree([1, 1, 1, 1]));
        Git(Place.Path, "read-tree", from.Sha);
        Prepare(kind);
        var before = File.Exists(index) ? File.ReadAllBytes(index) : null;

        Assert.Null(Apply(from, to));

        Assert.Equal(before, File.Exists(index) ? File.ReadAllBytes(index) : null);
        Assert.False(File.Exists($"{index}.lock"));
    }

    [Fact]
    public void Lock_of_another_program_is_respected()
    {
        var (from, to) = (Tree([1]), Tree([2]));
        Git(Place.Path, "read-tree", from.Sha);
        File.WriteAllText($"{index}.lock", "somebody's");

        Assert.Throws<IOException>(() => Apply(from, to));

        Assert.Equal("somebody's", File.ReadAllText($"{index}.lock"));
        Assert.Contains(Content(1).Sha, Git(Place.Path, "ls-files", "--stage"), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_checksum_is_accepted()
    {
        var (from, to) = (Tree([1, 1]), Tree([2, 1]));
        Git(Place.Path, "read-tree", from.Sha);
        File.WriteAllBytes(index, [.. File.ReadAllBytes(index).AsSpan(..^20), .. new byte[20]]);

        Assert.Empty(Apply(from, to)!);

        Assert.Equal(to.Sha, Git(Place.Path, "write-tree"));
    }

    public override void Dispose()
    {
        objects.Dispose();
        repository.Dispose();
        base.Dispose();
    }

    private void Prepare(string kind)
    {
        switch (kind)
        {
            case "version 4":
                Git(Place.Path, "update-index", "--index-version", "4");
                break;
            case "conflict":
                File.Delete(index);
                Git(Place.Path, "read-tree", "-i", "-m", Tree([1]).Sha, Tree([2]).Sha, Tree([3]).Sha);
                break;
            case "damage":
                var bytes = File.ReadAllBytes(index);
                bytes[50] ^= 1;
                File.WriteAllBytes(index, bytes);
                break;
            case "split":
                Git(Place.Path, "update-index", "--split-index");
                break;
            case "file in the place of a folder":
                Git(Place.Path, "update-index", "--add", "--cacheinfo", $"100644,{Content(1).Sha},b");
                break;
            case "folder in the place of a file":
                Git(Place.Path, "update-index", "--add", "--cacheinfo", $"100644,{Content(1).Sha},b/1/x");
                break;
            default:
                File.Delete(index);
                break;
        }
    }

    private IReadOnlyList<string>? Apply(Tree from, Tree to) =>
        IndexUpdate.TryApply(index, TreeDiff.Of(trees, from.Id, to.Id).Files, skipped: null);

    private string Staged() => Git(Place.Path, "ls-files", "--stage").Replace(" 0\t", "\t", StringComparison.Ordinal);

    private ObjectId Content(int version) => repository.ObjectDatabase.Write<Blob>([(byte)version]);

    /// <summary>The tree in which some paths have some version of their content; version 0 is none.</summary>
    private Tree Tree(int[] versions)
    {
        var definition = new TreeDefinition();
        foreach (var (path, version) in Paths.Zip(versions).Where(each => each.Second > 0))
        {
            definition.Add(path, Content(version), version == 3 ? Mode.ExecutableFile : Mode.NonExecutableFile);
        }

        return repository.ObjectDatabase.CreateTree(definition);
    }
}
