using LibGit2Sharp;

namespace Goji.Git.Objects.Packs;

/// <summary>A pack that was just written.</summary>
/// <param name="File">The path of the pack; its index is beside it.</param>
/// <param name="Ids">Its objects. It is complete in itself.</param>
internal sealed record StoredPack(string File, IReadOnlySet<ObjectId> Ids)
{
    public string Index => Path.ChangeExtension(File, ".idx");
}
