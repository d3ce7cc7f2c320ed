using System.Buffers.Binary;
using System.Text;
using Goji.Git.Checkout.Sparse;
using Goji.Git.Locks;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Checkout.Index;

/// <summary>
/// Applies changes to an index file: it is read once, what does not change is copied in long pieces, and a new file replaces it.
/// </summary>
/// <remarks>
/// libgit2 makes an object of each entry and sorts them; for a sparse checkout, the marks that it cannot set take another round. An archive
/// of 100,000 jobs has 200,000 entries.
/// </remarks>
internal sealed class IndexUpdate
{
    private readonly IndexTable table;
    private readonly SkippedPaths? skipped;

    // What comes in the place of an entry, or before it; in the order of the entries.
    private readonly List<(int At, bool Replaces, byte[] Entry)> edits = [];
    private readonly List<string> staged = [];
    private readonly HashSet<string> changedFolders = new([""], StringComparer.Ordinal);
    private bool isMarked;

    private IndexUpdate(IndexTable table, SkippedPaths? skipped)
    {
        this.table = table;
        this.skipped = skipped;
    }

    /// <param name="path">The index file.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="skipped">The files that a sparse checkout does not show; null where it shows all.</param>
    /// <returns>
    /// The paths that a person has staged something else for, which was kept. Null where libgit2 must do it, and nothing was changed: the
    /// index is of another version, is damaged, has a conflict or a needed extension; or a submodule, or a folder in the place of a file,
    /// is among the changes.
    /// </returns>
    /// <exception cref="IOException">Another program writes the index, or the file cannot be written.</exception>
    public static IReadOnlyList<string>? TryApply(string path, IReadOnlyList<FileChange> changes, SkippedPaths? skipped)
    {
        if (!File.Exists(path) || changes.Any(change => change.Mode == Mode.GitLink))
        {
            return null;
        }

        var lockFile = $"{path}.lock";
        using var stream = new FileStream(lockFile, FileMode.CreateNew, FileAccess.Write);
        try
        {
            if (Read(path) is { } table && new IndexUpdate(table, skipped) is var update && update.TryTake(changes))
            {
                update.Write(stream);
                stream.Dispose();

                // A file that changed in the moment in which its entry was written looks unchanged, and git knows it by the index's time.
                File.SetLastWriteTimeUtc(lockFile, File.GetLastWriteTimeUtc(path));
                BusyFile.Replace(lockFile, path);
                return update.staged;
            }
        }
        catch
        {
            Unlock();
            throw;
        }

        Unlock();
        return null;

        void Unlock()
        {
            stream.Dispose();
            File.Delete(lockFile);
        }
    }

    private static IndexTable? Read(string path) =>
        IndexTable.TryRead(File.ReadAllBytes(path)) is { } table && IndexExtensions.Needed(table.Extensions.ToArray()) is null
            ? table
            : null;

    private bool TryTake(IReadOnlyList<FileChange> changes)
    {
        foreach (var (key, change) in changes
            .Select(change => (Key: Encoding.UTF8.GetBytes(change.Path), Change: change))
            .OrderBy(pair => pair.Key, Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right))))
        {
            if (!TryTake(change, key))
            {
                return false;
            }
        }

        if (skipped is not null)
        {
            MarkOthers(skipped);
        }

        return true;
    }

    private bool TryTake(FileChange change, byte[] key)
    {
        var at = table.Find(key);
        var isThere = table.IsAt(at, key);
        var known = isThere ? new ObjectId(table.IdOf(at).ToArray()) : null;
        if (known != (change.OldExists ? change.OldId : null) && known != (change.Exists ? change.Id : null))
        {
            staged.Add(change.Path);
            return true;
        }

        if (change.Exists && !isThere && IsInTheWay(key))
        {
            return false;
        }

        changedFolders.UnionWith(FolderPath.Parents(change.Path));
        if (change.Exists)
        {
            var isSkipped = skipped?.Contains(key) == true;
            isMarked |= isSkipped;
            edits.Add((at, isThere, IndexEntry.Of(change, isSkipped)));
        }
        else if (isThere)
        {
            edits.Add((at, true, []));
        }

        return true;
    }

    /// <summary>Whether a file is where the path needs a folder, or a folder where it has its file.</summary>
    private bool IsInTheWay(byte[] key)
    {
        for (var end = key.AsSpan().IndexOf((byte)'/'); end > 0;)
        {
            if (table.IsAt(table.Find(key.AsSpan(0, end)), key.AsSpan(0, end)))
            {
                return true;
            }

            var next = key.AsSpan(end + 1).IndexOf((byte)'/');
            end = next < 0 ? 0 : end + 1 + next;
        }

        byte[] folder = [.. key, (byte)'/'];
        var below = table.Find(folder);
        return below < table.Count && table.PathOf(below).StartsWith(folder);
    }

    /// <summary>Marks what an update that was cut short, or a person, has left unmarked.</summary>
    private void MarkOthers(SkippedPaths hidden)
    {
        var replaced = edits.Where(edit => edit.Replaces).Select(edit => edit.At).ToHashSet();
        for (var index = 0; index < table.Count; index++)
        {
            if (!table.IsSkipped(index) && hidden.Contains(table.PathOf(index)) && !replaced.Contains(index))
            {
                isMarked = true;
                edits.Add((index, true, table.Mark(index)));
            }
        }
    }

    private void Write(FileStream stream)
    {
        using var hash = ObjectHash.NewHash();
        var added = edits.Count(edit => !edit.Replaces) - edits.Count(edit => edit.Entry.Length == 0);
        Span<byte> header = stackalloc byte[IndexEntries.HeaderLength];
        "DIRC"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], isMarked ? 3 : table.Version);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], (uint)(table.Count + added));
        Append(header);
        var copied = 0;
        foreach (var (at, replaces, entry) in edits.OrderBy(edit => edit.At).ThenBy(edit => edit.Replaces))
        {
            Append(table.Raw(copied, at));
            Append(entry);
            copied = replaces ? at + 1 : at;
        }

        Append(table.Raw(copied, table.Count));
        foreach (var (name, bytes) in IndexExtensions.Split(table.Extensions.ToArray()))
        {
            // The others have the offsets of the entries, or save time, and git writes them again.
            Append(name switch { "TREE" => IndexExtensions.WithoutTrees(bytes, changedFolders), "REUC" => bytes, _ => [] });
        }

        stream.Write(hash.GetHashAndReset());

        void Append(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }
}
