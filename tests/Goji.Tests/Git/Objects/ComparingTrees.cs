using CsCheck;
using Goji.Git.Objects;
using Goji.Testing;
using LibGit2Sharp;

namespace Goji.Tests.Git.Objects;

public sealed class ComparingTrees : GitTest
{
    // Names whose order differs between files and folders, and by letters and by bytes.
    private static readonly string[] Names = ["a", "a.yaml", "a-b", "a0", "b", "B", "ü", "\U0001F600", "\uFF5E"];

    private static readonly Gen<string> Paths = Gen.Int[0, Names.Length - 1].Array[1, 3].Select(parts => string.Join('/', parts.Select(part => Names[part])));

    private static readonly Mode[] Modes = [Mode.NonExecutableFile, Mode.ExecutableFile, Mode.SymbolicLink];

    [Fact]
    public void Any_two_trees_differ_as_libgit2_finds()
    {
        var origin = BareOrigin.Empty(Place);
        using var repository = new Repository(origin.Path);
        using var objects = new ObjectReader(Path.Combine(origin.Path, "objects"));
        var trees = new TreeStore(objects);
        ObjectId[] contents = [repository.ObjectDatabase.Write<Blob>([1]), repository.ObjectDatabase.Write<Blob>([2])];
        var files = Gen.Select(Paths, Gen.Int[0, 1], Gen.Int[0, 2]).Array[0, 25];
        Gen.Select(files, files).Sample(
            (before, after) =>
            {
                // Much is the same on both sides.
                var from = Tree(repository, contents, before);
                var to = Tree(repository, contents, [.. before.Skip(3), .. after.Take(5)]);

                var diff = TreeDiff.Of(trees, from.Id, to.Id);

                using var expected = repository.Diff.Compare<TreeChanges>(from, to, new CompareOptions { Similarity = SimilarityOptions.None });
                Assert.Equal(
                    expected.Select(each => $"{each.Path} {(each.OldExists ? $"{each.OldMode} {each.OldOid}" : "")} {(each.Exists ? $"{each.Mode} {each.Oid}" : "")}").Order(StringComparer.Ordinal),
                    diff.Files.Select(each => $"{each.Path} {(each.OldExists ? $"{each.OldMode} {each.OldId}" : "")} {(each.Exists ? $"{each.Mode} {each.Id}" : "")}").Order(StringComparer.Ordinal));
                AssertHasEveryNewFolder(repository, from, to, diff);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Names_that_are_not_UTF8_are_followed_by_their_bytes()
    {
        var origin = BareOrigin.Empty(Place);
        using var repository = new Repository(origin.Path);
        using var objects = new ObjectReader(Path.Combine(origin.Path, "objects"));
        var inner = repository.ObjectDatabase.Write<Tree>([.. "100644 x\0"u8, .. repository.ObjectDatabase.Write<Blob>([1]).RawId]);
        var outer = repository.ObjectDatabase.Write<Tree>([.. "40000 "u8, 0xFC, 0, .. inner.RawId]);

        var diff = TreeDiff.Of(new TreeStore(objects), null, outer);

        Assert.Equal([inner, outer], diff.Folders);
        Assert.Equal("\uFFFD/x", Assert.Single(diff.Files).Path);
    }

    private static Tree Tree(Repository repository, ObjectId[] contents, IEnumerable<(string Path, int Content, int Mode)> files)
    {
        var definition = new TreeDefinition();
        foreach (var (path, content, mode) in files)
        {
            definition.Add(path, contents[content], Modes[mode]);
        }

        return repository.ObjectDatabase.CreateTree(definition);
    }

    /// <summary>Every tree that only the second side has is named, each after those it names.</summary>
    private static void AssertHasEveryNewFolder(Repository repository, Tree from, Tree to, TreeDiff diff)
    {
        var known = Below(from).ToHashSet();
        Assert.Subset(diff.Folders.ToHashSet(), Below(to).Where(id => !known.Contains(id)).ToHashSet());
        var order = diff.Folders.ToList();
        foreach (var folder in order)
        {
            Assert.All(
                repository.Lookup<Tree>(folder).Where(entry => entry.TargetType == TreeEntryTargetType.Tree && !known.Contains(entry.Target.Id)),
                entry => Assert.True(order.IndexOf(entry.Target.Id) < order.LastIndexOf(folder)));
        }
    }

    private static IEnumerable<ObjectId> Below(Tree tree) =>
        tree.Where(entry => entry.TargetType == TreeEntryTargetType.Tree).SelectMany(entry => Below((Tree)entry.Target)).Append(tree.Id);
}
