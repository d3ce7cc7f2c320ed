using System.Runtime.InteropServices;

namespace Goji.Git.Native;

/// <summary>libgit2's handle of an object database.</summary>
internal sealed class ObjectsHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibGit2.FreeObjects(handle);
        return true;
    }
}
