using System.Security;
using Goji.Manifests;
using Goji.Ports;

namespace Goji.Queueing;

/// <summary>A manifest on disk that is to be queued.</summary>
/// <param name="Name">The path below <c>queued/</c>.</param>
/// <param name="Content">What the file holds.</param>
internal sealed record ManifestFile(string Name, byte[] Content)
{
    /// <exception cref="ManifestException">The file is larger than a job file may be.</exception>
    /// <exception cref="GojiUsageException">There is no such file, it cannot be read, or its name is not a job file's.</exception>
    public static async Task<ManifestFile> ReadAsync(string path, string? folder, CancellationToken cancellationToken)
    {
        var name = NameOf(Path.GetFileName(path), folder, path);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new GojiUsageException(Directory.Exists(path)
                    ? $"The manifest '{path}' is a folder. Name the files in it."
                    : $"The manifest '{path}' does not exist.");
            }

            return file.Length > ManifestReader.MaxBytes
                ? throw ManifestReader.TooLarge(name, file.Length)
                : new(name, await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw new GojiUsageException($"The manifest '{path}' could not be read: {failure.Message}", failure);
        }
    }

    private static string NameOf(string file, string? folder, string shown)
    {
        if (!EntryName.IsJobFile(file))
        {
            throw new GojiUsageException($"'{shown}' is not a job file: its name must end in .yaml, .yml or .json.");
        }

        if (string.IsNullOrEmpty(folder))
        {
            return file;
        }

        var below = folder.TrimEnd('/');
        return EntryName.IsSafePath(below)
            ? $"{below}/{file}"
            : throw new GojiUsageException(
                $"The QueueFolder '{folder}' is not a folder below queued/. Write it as names with a slash between them, such as 'team-a/nightly', "
                + "without '.' or '..' and with no slash before the first.");
    }
}
