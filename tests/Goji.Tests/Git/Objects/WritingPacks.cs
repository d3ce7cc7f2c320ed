using Goji.Git.Objects;
using Goji.Git.Objects.Packs;
using Goji.Ports;
using Goji.Testing;
using LibGit2Sharp;

namespace Goji.Tests.Git.Objects;

public sealed class WritingPacks : GitTest
{
    private string Pack => Assert.Single(Directory.EnumerateFiles(Place["clone/.git/objects/pack"], "*.pack"));

    [Fact]
    public void Objects_of_any_length_are_those_that_git_reads()
    {
        var origin = BareOrigin.Empty(Place);
        using var repository = new Repository(origin.Path);
        using var writer = new PackWriter();
        var written = new List<(byte[] Content, ObjectId Id)>();
        foreach (var length in (int[])[0, 1, 15, 16, 2047, 2048, 65_535, 65_536, 300_000, 16])
        {
            // Bytes that do not deflate.
            var content = new byte[length];
            new Random(length).NextBytes(content);
            written.Add((content, writer.Write(ObjectType.Blob, content)));
        }

        var pack = writer.Store(Path.Combine(origin.Path, "objects"), toDisk: true);

        Assert.Equal(9, pack.Ids.Count);
        origin.Git("verify-pack", pack.Index);
        using var objects = new ObjectReader(Path.Combine(origin.Path, "objects"));
        Assert.All(written, item =>
        {
            Assert.Equal(item.Content, objects.Read(item.Id, ObjectType.Blob));
            Assert.Equal(repository.ObjectDatabase.Write<Blob>(item.Content), item.Id);
        });
    }

    [Fact]
    public async Task A_folder_receives_the_pack_of_a_commit_as_it_is()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var (repository, commit) = await CommitManyAsync(origin);
        var pack = Pack;

        var outcome = await repository.PushAsync(commit, default);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(await File.ReadAllBytesAsync(pack), await File.ReadAllBytesAsync(Path.Combine(origin.Path, "objects", "pack", Path.GetFileName(pack))));
        origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task A_pack_that_git_has_replaced_before_the_push_is_not_needed()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var (repository, commit) = await CommitManyAsync(origin);
        var pack = Pack;
        foreach (var file in (string[])[pack, Path.ChangeExtension(pack, ".idx")])
        {
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, $"pack-{new string('a', 40)}{Path.GetExtension(file)}"));
        }

        var outcome = await repository.PushAsync(commit, default);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(200, origin.Files.Count(file => file.EndsWith(".yaml", StringComparison.Ordinal)));
        origin.Git("fsck", "--strict");
    }

    private async Task<(IJobRepository Repository, IRepositorySnapshot Commit)> CommitManyAsync(BareOrigin origin)
    {
        var repository = Open(origin.Clone(Place["clone"]));
        var snapshot = await repository.SyncAsync(default);
        return (repository, repository.Commit(
            snapshot,
            new("Add", [.. Enumerable.Range(0, 200).Select(number => new TreeChange.Write($"queued/{number}.yaml", [.. BitConverter.GetBytes(number)]))])));
    }
}
