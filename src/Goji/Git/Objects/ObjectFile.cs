
namespace Goji.Git.Objects;

/// <summary>Takes over a file of git's objects, which are never changed, from one repository on this machine to another.</summary>
internal static class ObjectFile
{
    /// <param name="source">The file.</param>
    /// <param name="target">Where it goes, whole or not at all.</param>
    /// <param name="repositoryFolder">The repository that it goes to.</param>
    public static void Copy(string source, string target, string repositoryFolder)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);

        // git gc sweeps files of this name.
        var temporary = Path.Combine(folder, $"tmp_obj_{Guid.NewGuid():N}");
        File.Copy(source, temporary);
        SharedRights.Adjust(repositoryFolder, temporary, folder);
        if (File.Exists(target))
        {
            // Another process has added the same object. Windows neither replaces nor deletes read-only files, as those of git are.
            File.SetAttributes(temporary, FileAttributes.Normal);
            File.Delete(temporary);
            return;
        }

        File.Move(temporary, target, overwrite: true);
    }
}
