using Goji.Manifests;
using Goji.Model;
using Goji.Ports;

namespace Goji.Checking;

/// <summary>The job files in <c>queued/</c> and <c>processing/</c> of a working copy that are not checked themselves.</summary>
/// <param name="rules">What job files may ask for.</param>
internal sealed class OtherJobFiles(ManifestRules rules)
{
    // Links are never followed: a pass does not read them either.
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The Jobs of the files, those in <c>processing/</c> first. A file that cannot be read has none.</summary>
    /// <param name="root">The folder that the state folders are in.</param>
    /// <param name="isChecked">Whether a file is checked itself, by its full path with '/' between the folders.</param>
    public IEnumerable<(JobState State, string Path, string JobPath, ManifestJob Job)> JobsIn(string root, Func<string, bool> isChecked) =>
        from state in new[] { JobState.Processing, JobState.Queued }
        from folder in StateFolders.Names[state]
        let path = Path.Combine(root, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, "*", All).Where(EntryName.IsJobFile).Order(StringComparer.Ordinal)
        where !isChecked(file.Replace('\\', '/'))
        let jobPath = Path.GetRelativePath(path, file).Replace('\\', '/')
        from job in Read(file, jobPath)?.Jobs ?? []
        select (state, $"{folder}/{jobPath}", jobPath, job);

    /// <summary>Reads a file; null for one that does not exist, is a link, or cannot be used.</summary>
    public Manifest? Read(string file, string jobPath)
    {
        try
        {
            return EntryName.IsSafePath(jobPath)
                && new FileInfo(file) is { Exists: true, LinkTarget: null, Length: <= ManifestReader.MaxBytes }
                ? ManifestReader.Read(jobPath, File.ReadAllBytes(file), rules)
                : null;
        }
        catch (Exception failure) when (failure is ManifestException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
