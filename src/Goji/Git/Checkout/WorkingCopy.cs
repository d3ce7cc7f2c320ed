using Goji.Git.Checkout.Sparse;
using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Checkout;

/// <summary>
/// Brings files and index from one commit to another, touching only what differs between the two and nothing that a person changed.
/// </summary>
/// <param name="repository">The repository, opened for this.</param>
/// <param name="trees">The folders that were read already.</param>
/// <param name="cone">The folders that a sparse checkout shows; null where all files are shown.</param>
/// <param name="log">Where to name what was left unchanged.</param>
internal sealed class WorkingCopy(Repository repository, TreeStore trees, Cone? cone, IGojiLog log) : IDisposable
{
    private readonly WorkingFiles files = new(repository);
    private readonly HashSet<string> moved = new(StringComparer.Ordinal);

    public void Update(ObjectId? from, Commit to)
    {
        if (from is null && TryFill(to))
        {
            return;
        }

        var changes = TreeDiff.Of(trees, from, to.Tree.Id).Files.Where(IsSafe).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        UpdateFiles(cone is null ? changes : changes.FindAll(change => cone.Shows(change.Path)), to);
        new WorkingIndex(repository, files, cone, log).Update(changes, to);
    }

    public void Dispose() => files.Dispose();

    /// <summary>
    /// Writes the first files, where no file can be overwritten: checking each path would take as long as writing it.
    /// </summary>
    private bool TryFill(Commit to)
    {
        var first = new InitialCheckout(trees);
        if (files.Any() || !first.AreSafe(to.Tree.Id))
        {
            return false;
        }

        if (cone is null)
        {
            repository.Reset(ResetMode.Hard, to);
            return true;
        }

        foreach (var (path, item) in first.In(to.Tree.Id, cone))
        {
            files.Write(path, item.Mode, item.Id);
        }

        new WorkingIndex(repository, files, cone, log).Fill(to.Tree);
        return true;
    }

    private void UpdateFiles(List<FileChange> changes, Commit to)
    {
        Move(changes);

        // Removals come first: a file may become a folder.
        foreach (var change in changes.Where(change => !change.Exists && !moved.Contains(change.Path)))
        {
            Remove(change);
        }

        files.RemoveEmptyFolders(changes.Where(change => !change.Exists).Select(change => change.Path), StateLayout.Of(to.Tree).Present);
        foreach (var change in changes.Where(change => change.Exists && !moved.Contains(change.Path)))
        {
            Place(change);
        }
    }

    /// <summary>
    /// A job that changes its state is a file that changes its folder: renaming it is ten times as fast as writing it anew.
    /// </summary>
    private void Move(List<FileChange> changes)
    {
        var leaving = changes.Where(change => !change.Exists && IsFile(change.OldMode)).ToLookup(change => (change.OldId, change.OldMode));
        foreach (var change in changes.Where(change => change.Exists && !change.OldExists && IsFile(change.Mode)))
        {
            var source = leaving[(change.Id, change.Mode)].FirstOrDefault(source => !moved.Contains(source.Path));
            if (source is not null
                && files.IsReachable(source.Path)
                && files.IsReachable(change.Path)
                && files.TryMove(source.Path, change.Path, change.Id))
            {
                moved.Add(source.Path);
                moved.Add(change.Path);
            }
        }
    }

    private static bool IsFile(Mode mode) => mode is Mode.NonExecutableFile or Mode.ExecutableFile;

    private bool IsSafe(FileChange change)
    {
        if (EntryName.IsSafePath(change.Path))
        {
            return true;
        }

        log.Write(
            GojiLogLevel.Warning,
            "'{0}' in the jobs repository is not a valid file name here; it was not written. Rename it and commit.",
            change.Path);
        return false;
    }

    private void Remove(FileChange change)
    {
        if (!files.IsReachable(change.Path) || !files.Exists(change.Path))
        {
            return;
        }

        if (files.Holds(change.Path, change.OldMode, change.OldId))
        {
            files.Delete(change.Path);
        }
        else
        {
            Keep(change, "moved or deleted in the jobs repository");
        }
    }

    private void Place(FileChange change)
    {
        if (!files.IsReachable(change.Path))
        {
            log.Write(
                GojiLogLevel.Warning,
                "'{0}' was not written: a file or a link has the name of its folder. Move it away and run: git checkout -- '{0}'.",
                change.Path);
        }
        else if (change.OldExists && !files.Exists(change.Path))
        {
            log.Write(
                GojiLogLevel.Warning,
                "'{0}' has changed in the jobs repository, and is deleted here; it stays deleted. Restore it with: git checkout -- '{0}'.",
                change.Path);
        }
        else if (!files.Exists(change.Path) || (change.OldExists && files.Holds(change.Path, change.OldMode, change.OldId)))
        {
            files.Write(change.Path, change.Mode, change.Id);
        }
        else if (!files.Holds(change.Path, change.Mode, change.Id))
        {
            Keep(change, change.OldExists ? "changed in the jobs repository" : "new in the jobs repository");
        }
    }

    private void Keep(FileChange change, string why) =>
        log.Write(
            GojiLogLevel.Warning,
            "'{0}' is {1}, and the file here holds something else; it was kept as it is. Compare with: git diff HEAD -- '{0}'.",
            change.Path,
            why);
}
