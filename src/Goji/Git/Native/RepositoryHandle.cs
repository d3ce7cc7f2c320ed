using System.Runtime.InteropServices;

namespace Goji.Git.Native;

/// <summary>libgit2's handle of a repository.</summary>
internal sealed class RepositoryHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibGit2.FreeRepository(handle);
        return true;
    }
}
