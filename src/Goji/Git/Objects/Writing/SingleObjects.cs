using LibGit2Sharp;

namespace Goji.Git.Objects.Writing;

/// <summary>Writes each new object as a file of its own, as git does for a commit of few files.</summary>
internal sealed class SingleObjects(Repository repository) : INewObjects
{
    /// <summary>Whether large folders are written without libgit2. Default: false, all go through the repository.</summary>
    public bool WritesFiles { get; init; }

    public ObjectId Write(ObjectType type, ReadOnlySpan<byte> content) => type == ObjectType.Tree
        ? (WritesFiles ? WriteFile(content) : null) ?? repository.ObjectDatabase.Write<Tree>(content.ToArray())
        : repository.ObjectDatabase.Write<Blob>(content.ToArray());

    private ObjectId? WriteFile(ReadOnlySpan<byte> tree) => LargeTreeFile.Write(
        RepositoryFolder.CommonOf(repository),
        tree,
        repository.ObjectDatabase.Contains,
        toDisk: repository.Config.GetValueOrDefault("core.fsyncObjectFiles", false));
}
