using CsCheck;
using Goji.Git.Objects;
using Goji.Git.Objects.Writing;
using Goji.Ports;
using Goji.Testing;
using LibGit2Sharp;

namespace Goji.Tests.Git.Objects;

public sealed class WritingTrees : GitTest
{
    // Names whose order differs between files and folders, and by letters and by bytes.
    private static readonly string[] Names = ["a", "a.yaml", "a-b", "a0", "b", "B", "ü", "\U0001F600", "\uFF5E", "a.yaml.yaml"];

    private static readonly Gen<string> Paths = Gen.Int[0, Names.Length - 1].Array[1, 3].Select(parts => string.Join('/', parts.Select(part => Names[part])));

    [Fact]
    public void Any_changes_produce_the_tree_that_git_produces()
    {
        var origin = BareOrigin.Empty(Place);
        using var repository = new Repository(origin.Path);
        using var objects = new ObjectReader(Path.Combine(origin.Path, "objects"));
        var trees = new TreeStore(objects);
        var content = repository.ObjectDatabase.Write<Blob>([1]);
        Gen.Select(Paths.HashSet[0, 20], Paths.HashSet[1, 20]).Sample(
            (before, touched) =>
            {
                var basis = Fitting(before, beside: []);
                var definition = new TreeDefinition();
                foreach (var path in basis)
                {
                    definition.Add(path, content, Mode.NonExecutableFile);
                }

                var tree = repository.ObjectDatabase.CreateTree(definition);

                // What is there goes, and what is not there comes, unless a folder or file of its name is in the way.
                var added = Fitting(touched, beside: basis);
                var removed = touched.Where(basis.Contains).ToList();
                var written = new TreeWriter(new SingleObjects(repository), trees, new HashSet<string>()).Write(
                    tree.Id,
                    [.. removed.Select(path => new TreeChange.Delete(path)), .. added.Select(path => new TreeChange.Write(path, [1]))]);

                foreach (var path in removed)
                {
                    definition.Remove(path);
                }

                foreach (var path in added)
                {
                    definition.Add(path, content, Mode.NonExecutableFile);
                }

                Assert.Equal(repository.ObjectDatabase.CreateTree(definition).Id, written);
                var reader = new TreeReader(trees, written);
                Assert.All(added, path => Assert.Equal(content, reader.At(path)!.Value.Id));
                Assert.All(removed, path => Assert.Null(reader.At(path)));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task A_commit_of_many_files_is_one_pack_and_complete_on_both_sides()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var repository = Open(origin.Clone(Place["clone"]));
        var snapshot = await repository.SyncAsync(default);

        var commit = repository.Commit(snapshot, new("Add", [.. Enumerable.Range(0, 1000).Select(number => new TreeChange.Write($"queued/{number}.yaml", [.. BitConverter.GetBytes(number)]))]));
        var outcome = await repository.PushAsync(commit, default);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Single(Directory.EnumerateFiles(Place["clone/.git/objects/pack"], "*.pack"));
        Assert.Equal(1000, origin.Files.Count(file => file.EndsWith(".yaml", StringComparison.Ordinal)));
        Assert.Equal([.. BitConverter.GetBytes(7)], commit.Read(commit.Find(JobState.Queued, "7.yaml")!));
        origin.Git("fsck", "--strict");
        GitProgram.Run(Place["clone"], "fsck", "--strict");
    }

    /// <summary>The paths that can be together, and beside others: none is a folder that another one lies in.</summary>
    private static List<string> Fitting(IEnumerable<string> paths, IReadOnlyCollection<string> beside)
    {
        var kept = new List<string>(beside);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            if (!kept.Any(other => other == path || other.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(other + "/", StringComparison.Ordinal)))
            {
                kept.Add(path);
            }
        }

        return [.. kept.Except(beside)];
    }
}
