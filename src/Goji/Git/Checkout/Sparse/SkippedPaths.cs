using System.Text;

namespace Goji.Git.Checkout.Sparse;

/// <summary>
/// The paths that a sparse checkout does not show, and where nothing is: what a person puts there is a file as any other.
/// </summary>
internal sealed class SkippedPaths(Cone cone, WorkingFiles files)
{
    private byte[] folder = [];
    private bool isShown = true;
    private bool isThere = true;

    /// <summary>In the order of the index, each folder is read once.</summary>
    public bool Contains(ReadOnlySpan<byte> path)
    {
        var of = path[..Math.Max(path.LastIndexOf((byte)'/'), 0)];
        if (!of.SequenceEqual(folder))
        {
            folder = of.ToArray();
            var name = Encoding.UTF8.GetString(folder);
            isShown = cone.ShowsFilesOf(name);
            isThere = !isShown && files.Exists(name);
        }

        return !isShown && !(isThere && files.Exists(Encoding.UTF8.GetString(path)));
    }
}
