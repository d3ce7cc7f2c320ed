using Goji.Git.Checkout.Sparse;
using Goji.Git.Clone;
using Goji.Git.Remotes;
using LibGit2Sharp;

namespace Goji.Git.Checkout;

/// <summary>
/// Lets the clone's files, index and branch follow what was pushed: in this order, so that whatever a kill leaves undone is found undone by
/// the next call, and done first.
/// </summary>
internal sealed class WorkingCopyUpdate(LocalClone clone, string branch, IGojiLog log)
{
    /// <summary>The commit that the files are being updated to.</summary>
    private const string BegunReference = "refs/goji/begun";

    private readonly string reference = BranchName.Reference(branch);

    /// <summary>Moves the clone's branch where no working copy hangs on it.</summary>
    public void FollowUnlessCheckedOut(ObjectId to)
    {
        if (clone.HeadBranch != branch && clone.IdOf(reference) is { } own && clone.IsAncestor(own, to))
        {
            clone.Move(reference, to, "follow the remote");
        }
    }

    public void UpdateTo(Commit commit)
    {
        using var repository = clone.OpenRepository();
        var head = repository.Head.Tip?.Id;
        if ((Shown(repository) == commit.Id && head == commit.Id) || !Follows(repository, head, commit.Id) || !IsFree(repository))
        {
            return;
        }

        FinishWhatWasBegun(repository, commit.Id);
        clone.Move(BegunReference, commit.Id, "before the files follow");
        UpdateFiles(repository, commit.Id);
        MoveHead(repository, commit.Id);
        Forget(LocalRemote.ShownReference);
        Forget(BegunReference);
    }

    private ObjectId? Shown(Repository repository) => clone.IdOf(LocalRemote.ShownReference) ?? repository.Head.Tip?.Id;

    /// <summary>
    /// Files of an update that was cut short hold what neither the commit before it nor a later one does: without its own they would be
    /// taken for a person's. Other commits may belong to another worktree, on another branch.
    /// </summary>
    private void FinishWhatWasBegun(Repository repository, ObjectId next)
    {
        if (clone.IdOf(BegunReference) is not { } begun
            || begun == next
            || !Precedes(Shown(repository), begun)
            || !clone.IsAncestor(begun, next))
        {
            return;
        }

        UpdateFiles(repository, begun);
        if (clone.IdOf(LocalRemote.ShownReference) is null)
        {
            MoveHead(repository, begun);
        }
        else
        {
            clone.Move(LocalRemote.ShownReference, begun, "finish what was begun");
        }
    }

    private bool Precedes(ObjectId? shown, ObjectId begun) => shown is null || (shown != begun && clone.IsAncestor(shown, begun));

    private void UpdateFiles(Repository repository, ObjectId to)
    {
        if (!repository.Info.IsBare)
        {
            var from = Shown(repository) is { } shown ? repository.Lookup<Commit>(shown)?.Tree.Id : null;
            var cone = SparseCheckout.IsOn(repository) ? SparseCheckout.ConeOf(repository) : null;
            using var workingCopy = new WorkingCopy(repository, clone.Trees, cone, log);
            workingCopy.Update(from, repository.Lookup<Commit>(to));
        }
    }

    private void MoveHead(Repository repository, ObjectId to)
    {
        if (repository.Info.IsHeadDetached)
        {
            repository.Refs.UpdateTarget(repository.Refs.Head, to, "goji: follow the remote");
        }
        else
        {
            clone.Move(reference, to, "follow the remote");
        }
    }

    private void Forget(string name)
    {
        if (clone.IdOf(name) is not null)
        {
            clone.Repository.Refs.Remove(name);
        }
    }

    private bool Follows(Repository repository, ObjectId? head, ObjectId to)
    {
        var isElsewhere = !repository.Info.IsHeadDetached && clone.HeadBranch != branch;
        if (isElsewhere)
        {
            log.Write(
                GojiLogLevel.Verbose,
                "HEAD of '{0}' is on '{1}', not on '{2}': its files are not updated.",
                clone.Folder,
                clone.HeadBranch ?? "",
                branch);
            FollowUnlessCheckedOut(to);
            return false;
        }

        var hasNothingOfItsOwn = head is null
            || clone.IsAncestor(head, to)
            || (!repository.Info.IsHeadDetached && new UnpushedCommits(clone, branch, null).WasOnRemote(head));
        if (!hasNothingOfItsOwn)
        {
            log.Write(
                GojiLogLevel.Verbose,
                "HEAD of '{0}' is at {1}, which {2} does not contain: its files are not updated.",
                clone.Folder,
                head!,
                to);
        }

        return hasNothingOfItsOwn;
    }

    private bool IsFree(Repository repository)
    {
        if (repository.Info.IsBare)
        {
            return true;
        }

        if (SparseCheckout.IsOn(repository) && ObstacleIn(repository) is { } obstacle)
        {
            log.Write(
                GojiLogLevel.Verbose,
                "'{0}' is a sparse checkout, and {1}: its files are not updated. Refresh them with: git pull.",
                clone.Folder,
                obstacle);
            return false;
        }

        var indexLock = Path.Combine(repository.Info.Path, "index.lock");
        if (File.Exists(indexLock))
        {
            log.Write(
                GojiLogLevel.Warning,
                "The files in '{0}' were not updated, because '{1}' shows that a git program is running there. If none is, delete that "
                    + "file; the next run updates them.",
                clone.Folder,
                indexLock);
            return false;
        }

        return true;
    }

    private static string? ObstacleIn(Repository repository) =>
        SparseCheckout.ConeOf(repository) is null ? "its patterns are not those of a cone"
        : SkippedEntries.Obstacle(SparseCheckout.IndexOf(repository)) is { } obstacle ? $"its index {obstacle}"
        : null;
}
