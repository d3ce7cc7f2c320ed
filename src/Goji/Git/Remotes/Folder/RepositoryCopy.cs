using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>
/// Fills an empty repository with all objects of another on this machine, file by file: a long history, object by object, would take
/// minutes.
/// </summary>
/// <remarks>
/// A concurrent repack of the other repository writes the new pack before it removes the packed objects. So the single objects are
/// taken first, then the packs, and the packs again if one of them has gone: what was there when the copy began is there when it ends.
/// </remarks>
internal sealed class RepositoryCopy(string from, string to, CancellationToken cancellationToken)
{
    /// <summary>
    /// Whether one repository has nothing yet, and the other has all that it names: no objects of a third one, and no end of its history
    /// before the first commit.
    /// </summary>
    public static bool IsPossible(Repository from, Repository to) =>
        !to.Refs.Any()
        && !from.Info.IsShallow
        && !File.Exists(Path.Combine(RepositoryFolder.ObjectsOf(from), "info", "alternates"));

    public void Run()
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(IsSingleObject))
        {
            Copy(file);
        }

        while (!CopyPacks())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static bool IsSingleObject(string file) => Path.GetFileName(file) is { Length: 38 } name && name.All(char.IsAsciiHexDigit);

    private bool CopyPacks()
    {
        var packs = Path.Combine(from, "pack");
        return !Directory.Exists(packs)
            || Directory.GetFiles(packs, "*.idx").All(index => Copy(Path.ChangeExtension(index, ".pack")) && Copy(index));
    }

    /// <returns>Whether the file was still there.</returns>
    private bool Copy(string file)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = Path.Combine(to, Path.GetRelativePath(from, file));
        if (File.Exists(target))
        {
            return true;
        }

        try
        {
            ObjectFile.Copy(file, target, Path.GetDirectoryName(to)!);
            return true;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
