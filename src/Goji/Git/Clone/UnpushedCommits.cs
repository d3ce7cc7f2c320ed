using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>What a clone's branch has that the remote's has not.</summary>
/// <remarks>
/// A detached HEAD never counts: a CI checkout of a pull request is one, and its merge commit belongs to nobody's branch.
/// </remarks>
internal sealed class UnpushedCommits(LocalClone clone, string branch, ObjectId? trackedBefore)
{
    // How far back the remote-tracking branch's own log is asked whether the remote had the clone's commit once.
    private const int RememberedTips = 20;

    /// <summary>The commit to build on: the remote's tip, or the clone's branch where that is strictly ahead of it.</summary>
    public ObjectId BasisOn(ObjectId tip)
    {
        if (clone.IdOf(BranchName.Reference(branch)) is not { } own || clone.IsAncestor(own, tip))
        {
            return tip;
        }

        if (clone.IsAncestor(tip, own))
        {
            return own;
        }

        return WasOnRemote(own) ? tip : throw new GojiUsageException(
            $"The branch '{branch}' in '{clone.Folder}' is at {own} and the remote's is at {tip}, and neither contains the other. " +
            $"Keep the clone's commits with: git rebase {LocalClone.Origin}/{branch}; or give them up with: git reset --keep "
                + $"{LocalClone.Origin}/{branch}.");
    }

    /// <summary>Whether the remote's branch contained a commit once, though it was rewritten since.</summary>
    public bool WasOnRemote(ObjectId commit) => FormerTips().Any(tip => clone.IsAncestor(commit, tip));

    private IEnumerable<ObjectId> FormerTips()
    {
        if (trackedBefore is not null)
        {
            yield return trackedBefore;
        }

        foreach (var entry in clone.Repository.Refs.Log(LocalClone.TrackingReference(branch)).Take(RememberedTips))
        {
            yield return entry.From;
        }
    }
}
