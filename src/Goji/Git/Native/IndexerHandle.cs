using System.Runtime.InteropServices;

namespace Goji.Git.Native;

/// <summary>libgit2's handle of a pack that is being stored.</summary>
internal sealed class IndexerHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibGit2.FreeIndexer(handle);
        return true;
    }
}
