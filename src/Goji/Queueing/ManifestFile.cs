using System.Security;
using Goji.Manifests;
using Goji.Ports;
using Goji.Yaml;

namespace Goji.Queueing;

/// <summary>A manifest to queue.</summary>
/// <param name="Name">The path below <c>queued/</c>.</param>
/// <param name="Content">What the file holds.</param>
internal sealed record ManifestFile(string Name, byte[] Content)
{
    private const string Unnamed = "standard-input.yaml";

    /// <summary>Whether it has a name. A manifest from a stream may have none.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>What messages call it: the path on disk, or the name.</summary>
    public string Shown { get; init; } = Name;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file on disk.</param>
    /// <param name="name">The path that it gets; null for the name of the file.</param>
    /// <param name="folder">The folder below <c>queued/</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ManifestException">The file is larger than a job file may be.</exception>
    /// <exception cref="GojiUsageException">There is no such file, it cannot be read, or its name is not a job file's.</exception>
    public static async Task<ManifestFile> ReadAsync(string path, string? name, string? folder, CancellationToken cancellationToken)
    {
        var place = name is null ? NameOf(Path.GetFileName(path), folder, path) : NameOf(name, folder);
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
                ? throw ManifestReader.TooLarge(place, file.Length)
                : new(place, await File.ReadAllBytesAsync(path, cancellationToken)) { Shown = path };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw new GojiUsageException($"The manifest '{path}' could not be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The path that the file gets; null where none is known.</param>
    /// <param name="folder">The folder below <c>queued/</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ManifestException">The manifest is larger than a job file may be.</exception>
    /// <exception cref="GojiUsageException">The stream is empty or cannot be read.</exception>
    public static async Task<ManifestFile> ReadAsync(Stream stream, string? name, string? folder, CancellationToken cancellationToken)
    {
        var place = NameOf(name ?? Unnamed, folder);
        using var content = new MemoryStream();
        try
        {
            var buffer = new byte[81920];
            while (await ReadAsync(stream, buffer, cancellationToken) is > 0 and var read)
            {
                content.Write(buffer.AsSpan(0, read));
                if (content.Length > ManifestReader.MaxBytes)
                {
                    throw ManifestReader.TooLarge(place, content.Length);
                }
            }
        }
        catch (IOException failure)
        {
            throw new GojiUsageException($"Standard input could not be read: {failure.Message}", failure);
        }

        return content.Length == 0
            ? throw new GojiUsageException(
                "Standard input is empty: the program in front of the pipe has written nothing. Look at its error output.")
            : new(place, Joined(content.ToArray())) { IsNamed = name is not null, Shown = "standard input" };
    }

    // A read of standard input ignores the token, and a program in front of the pipe may never write.
    private static Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        Task.Run(() => stream.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken).WaitAsync(cancellationToken);

    /// <summary>The path below <c>queued/</c> for a given name.</summary>
    public static string NameOf(string name, string? folder)
    {
        var file = EntryName.IsJobFile(name) ? name : name + ".yaml";
        return EntryName.IsSafePath(file)
            ? NameOf(file, folder, file)
            : throw new GojiUsageException(
                $"'{name}' is no name for a job file. Write a path below queued/, such as 'migrate.yaml' or 'team-a/migrate.yaml'.");
    }

    // Programs in a pipe may each begin with a byte order mark.
    private static byte[] Joined(byte[] content)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetBytes(FileText.Decode(content));
        }
        catch (YamlSyntaxException)
        {
            // The reader of manifests names the place.
            return content;
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
                $"The QueueFolder '{folder}' is not a folder below queued/. Write it as names with a slash between them, such as "
                    + $"'team-a/nightly', "
                + "without '.' or '..' and with no slash before the first.");
    }
}
