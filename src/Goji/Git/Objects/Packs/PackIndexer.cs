using System.Runtime.InteropServices;
using Goji.Git.Native;

namespace Goji.Git.Objects.Packs;

/// <summary>Takes a pack as it arrives and stores it with its index, by libgit2's own indexer, which LibGit2Sharp does not offer.</summary>
internal sealed class PackIndexer : IDisposable
{
    private readonly string folder;
    private readonly IndexerHandle handle;
    private IndexerProgress progress;

    /// <param name="objectsFolder">The folder of the repository's objects.</param>
    public PackIndexer(string objectsFolder)
    {
        folder = Path.Combine(objectsFolder, "pack");
        Directory.CreateDirectory(folder);
        LibGit2.Check(LibGit2.NewIndexer(out handle, folder, 0, 0, 0));
    }

    public unsafe void Append(ReadOnlyMemory<byte> bytes)
    {
        fixed (byte* start = bytes.Span)
        {
            LibGit2.Check(LibGit2.Append(handle, start, (nuint)bytes.Length, ref progress));
        }
    }

    /// <summary>Checks the pack and puts it in its place.</summary>
    /// <param name="isPromised">Whether the pack's objects may name others that only the remote has, as in a partial clone.</param>
    /// <returns>The path of the pack.</returns>
    public string Commit(bool isPromised)
    {
        LibGit2.Check(LibGit2.Commit(handle, ref progress));
        var name = Path.Combine(folder, $"pack-{Marshal.PtrToStringUTF8(LibGit2.NameOf(handle))}");
        if (isPromised)
        {
            File.WriteAllText($"{name}.promisor", "");
        }

        return $"{name}.pack";
    }

    public void Dispose() => handle.Dispose();
}
