using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Lets the clone's files, index and branch follow what was pushed: in this order, so that whatever a kill leaves undone is found undone by the next call.</summary>
internal sealed class WorkingCopyUpdate(LocalClone clone, string branch, IGojiLog log)
{
    private readonly string reference = LocalClone.BranchReference(branch);

    /// <summary>Moves the clone's branch where no working copy hangs on it.</summary>
    public void FollowUnlessCheckedOut(ObjectId to)
    {
        if (clone.HeadBranch != branch && clone.IdOf(reference) is { } own && clone.IsAncestor(own, to))
        {
            clone.Move(reference, to, "follow the remote");
        }
    }

    public void BringTo(Commit commit)
    {
        using var repository = clone.OpenRepository();
        var head = repository.Head.Tip?.Id;
        var shown = clone.IdOf(CloneItself.ShownReference) ?? head;
        if (shown == commit.Id && head == commit.Id)
        {
            return;
        }

        if (!Follows(repository, head, commit.Id) || !IsFree(repository))
        {
            return;
        }

        var from = shown is null ? null : repository.Lookup<Commit>(shown)?.Tree;
        if (!repository.Info.IsBare)
        {
            var cone = SparseCheckout.IsOn(repository) ? SparseCheckout.ConeOf(repository) : null;
            new WorkingCopy(repository, clone.Trees, cone, log).Update(from, repository.Lookup<Commit>(commit.Id));
        }

        if (repository.Info.IsHeadDetached)
        {
            repository.Refs.UpdateTarget(repository.Refs.Head, commit.Id, "goji: follow the remote");
        }
        else
        {
            clone.Move(reference, commit.Id, "follow the remote");
        }

        if (clone.IdOf(CloneItself.ShownReference) is not null)
        {
            clone.Repository.Refs.Remove(CloneItself.ShownReference);
        }
    }

    private bool Follows(Repository repository, ObjectId? head, ObjectId to)
    {
        var isElsewhere = !repository.Info.IsHeadDetached && clone.HeadBranch != branch;
        if (isElsewhere)
        {
            log.Write(GojiLogLevel.Verbose, "HEAD of '{0}' is on '{1}', not on '{2}': its files are left alone.", clone.Folder, clone.HeadBranch ?? "", branch);
            FollowUnlessCheckedOut(to);
            return false;
        }

        var hasNothingOfItsOwn = head is null || clone.IsAncestor(head, to) || (!repository.Info.IsHeadDetached && new OwnCommits(clone, branch, null).WasOnRemote(head));
        if (!hasNothingOfItsOwn)
        {
            log.Write(GojiLogLevel.Verbose, "HEAD of '{0}' is at {1}, which {2} does not contain: its files are left alone.", clone.Folder, head!, to);
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
            log.Write(GojiLogLevel.Verbose, "'{0}' is a sparse checkout, and {1}: its files are left alone. Refresh them with: git pull.", clone.Folder, obstacle);
            return false;
        }

        var indexLock = Path.Combine(repository.Info.Path, "index.lock");
        if (File.Exists(indexLock))
        {
            log.Write(
                GojiLogLevel.Warning,
                "The files in '{0}' were not brought up to date, because '{1}' says that a git program is at work there. If none is, delete that file; the next run catches up.",
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
