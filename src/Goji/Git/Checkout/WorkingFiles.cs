using System.Text;
using Goji.Git.Checkout.Filters;
using Goji.Git.Locks;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Checkout;

/// <summary>The files of a working copy, as git would see them.</summary>
internal sealed class WorkingFiles(Repository repository) : IDisposable
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly string root = repository.Info.WorkingDirectory;
    private readonly string workshop = Path.Combine(repository.Info.Path, "goji");
    private readonly SmudgeFilter filter = new(repository);
    private readonly HashSet<string> reached = new(StringComparer.Ordinal);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);

    /// <summary>Whether there is anything beside the repository itself.</summary>
    public bool Any() => Directory.EnumerateFileSystemEntries(root).Any(path => Path.GetFileName(path) != ".git");

    /// <summary>Whether a path can be followed without passing through a link, or through a file.</summary>
    public bool IsReachable(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = path[..slash];
            if (!reached.Contains(folder))
            {
                if (KindOf(folder) is { } kind
                    && (kind & (FileAttributes.Directory | FileAttributes.ReparsePoint)) != FileAttributes.Directory)
                {
                    return false;
                }

                reached.Add(folder);
            }
        }

        return true;
    }

    public bool Exists(string path) => KindOf(path) is not null;

    /// <summary>Whether the file is what git would check out, or takes for the same.</summary>
    public bool Holds(string path, Mode mode, ObjectId id)
    {
        if (KindOf(path) is not { } kind)
        {
            return false;
        }

        var isLink = kind.HasFlag(FileAttributes.ReparsePoint);
        var isFolder = kind.HasFlag(FileAttributes.Directory);
        return mode switch
        {
            Mode.GitLink => isFolder && !isLink && !Directory.EnumerateFileSystemEntries(Full(path)).Any(),
            Mode.SymbolicLink when isLink => new FileInfo(Full(path)).LinkTarget == Text(id),
            _ => !isLink && !isFolder && HoldsContent(path, id),
        };
    }

    public void Write(string path, Mode mode, ObjectId id)
    {
        var full = Full(path);
        Make(mode == Mode.GitLink ? full : Path.GetDirectoryName(full)!);
        if (mode == Mode.GitLink)
        {
            return;
        }

        Make(workshop);
        var temporary = Path.Combine(workshop, $"{Guid.NewGuid():N}.tmp");
        if (mode == Mode.SymbolicLink && repository.Config.GetValueOrDefault("core.symlinks", true))
        {
            File.CreateSymbolicLink(temporary, Text(id));
        }
        else
        {
            WriteContent(temporary, path, mode, id);
        }

        // Renaming puts the whole file there at once, and replaces a link instead of following it.
        BusyFile.Replace(temporary, full);
    }

    /// <summary>
    /// Renames a file that holds what git would write at the new path, unless something is there already. What git would have written at
    /// the old path is not asked:
    /// line ends, for one, may depend on the folder.
    /// </summary>
    public bool TryMove(string from, string to, ObjectId id)
    {
        const FileAttributes Other = FileAttributes.Directory | FileAttributes.ReparsePoint;
        if (KindOf(from) is not { } kind
            || (kind & Other) != 0
            || Exists(to)
            || !File.ReadAllBytes(Full(from)).AsSpan().SequenceEqual(filter.Read(to, id)))
        {
            return false;
        }

        var target = Full(to);
        Make(Path.GetDirectoryName(target)!);
        BusyFile.Move(Full(from), target);
        return true;
    }

    public void Delete(string path)
    {
        var full = Full(path);
        if (Directory.Exists(full) && new FileInfo(full).LinkTarget is null)
        {
            Directory.Delete(full);
        }
        else
        {
            BusyFile.Delete(full);
        }
    }

    /// <summary>Removes the folders that lost their last file.</summary>
    public void RemoveEmptyFolders(IEnumerable<string> removedFiles, IReadOnlySet<string> keptFolders)
    {
        var folders = removedFiles.SelectMany(FolderPath.Parents).Distinct().OrderByDescending(folder => folder.Length).ToList();
        foreach (var folder in folders.Where(folder => !keptFolders.Contains(folder) && IsReachable(folder)))
        {
            var info = new DirectoryInfo(Full(folder));
            if (info.Exists && info.LinkTarget is null && !info.EnumerateFileSystemInfos().Any())
            {
                info.Delete();
            }
        }
    }

    public void Dispose() => filter.Dispose();

    /// <summary>What is at a path, itself and not what a link leads to; null where nothing is.</summary>
    private FileAttributes? KindOf(string path)
    {
        var kind = new FileInfo(Full(path)).Attributes;
        return (int)kind == -1 ? null : kind;
    }

    private void Make(string folder)
    {
        if (made.Add(folder))
        {
            Directory.CreateDirectory(folder);
        }
    }

    private bool HoldsContent(string path, ObjectId id)
    {
        var blob = repository.Lookup<Blob>(id);
        var content = File.ReadAllBytes(Full(path));
        return (content.Length == blob.Size && IsSame(content, blob.GetContentStream()))
            || content.AsSpan().SequenceEqual(filter.Read(path, id))
            || repository.ObjectDatabase.CreateBlob(path).Id == id;
    }

    private static bool IsSame(byte[] content, Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.TryGetBuffer(out var buffer) && content.AsSpan().SequenceEqual(buffer);
        }
    }

    private void WriteContent(string file, string path, Mode mode, ObjectId id)
    {
        using (var stream = new FileStream(file, FileMode.CreateNew))
        {
            stream.Write(filter.Read(path, id));
        }

        if (mode == Mode.ExecutableFile && !OperatingSystem.IsWindows())
        {
            var rights = File.GetUnixFileMode(file);
            var readers = (UnixFileMode)((int)rights >> 2) & Execute;
            File.SetUnixFileMode(file, rights | readers);
        }
    }

    private string Text(ObjectId id) => repository.Lookup<Blob>(id).GetContentText(Encoding.UTF8);

    private string Full(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
}
