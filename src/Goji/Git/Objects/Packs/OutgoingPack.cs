using LibGit2Sharp;

namespace Goji.Git.Objects.Packs;

/// <summary>A pack of objects in a temporary folder, which is deleted after the pack has been sent.</summary>
internal sealed class OutgoingPack : IDisposable
{
    private readonly string folder;

    private OutgoingPack(string folder) => this.folder = folder;

    /// <summary>The pack's path.</summary>
    public string File => Directory.EnumerateFiles(folder, "*.pack").Single();

    /// <param name="repository">The repository that has the objects.</param>
    /// <param name="objects">The objects, one at least.</param>
    /// <param name="workFolder">The folder below which the pack is written.</param>
    public static OutgoingPack Write(Repository repository, IReadOnlyList<ObjectId> objects, string workFolder)
    {
        var pack = new OutgoingPack(Path.Combine(workFolder, $"push-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(pack.folder);
            repository.ObjectDatabase.Pack(new PackBuilderOptions(pack.folder), builder =>
            {
                foreach (var id in objects)
                {
                    builder.Add(id);
                }
            });
            return pack;
        }
        catch
        {
            pack.Dispose();
            throw;
        }
    }

    public void Dispose() => RepositoryFolder.Delete(folder);
}
