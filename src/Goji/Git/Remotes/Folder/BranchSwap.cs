using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>
/// The compare-and-swap on a branch of a repository on this machine: objects first, then hooks, then the branch under git's lock.
/// </summary>
internal sealed class BranchSwap(LocalClone clone, Repository remote, ReceiveHooks? hooks, TimeSpan patience)
{
    public async Task<PushOutcome> MoveAsync(string branch, ObjectId commit, CancellationToken cancellationToken)
    {
        var reference = BranchName.Reference(branch);
        var before = remote.Refs[reference]?.ResolveToDirectReference() is { } tip ? new ObjectId(tip.TargetIdentifier) : null;
        using var local = clone.OpenRepository();
        if (before == commit)
        {
            return PushOutcome.Accepted;
        }

        if (before is not null && !LocalClone.IsAncestor(local, before, commit))
        {
            return PushOutcome.Lost;
        }

        if (!ReferenceEquals(clone.Repository, remote))
        {
            new ObjectTransfer(local, remote, cancellationToken).Copy(commit, clone.Trees, clone.NewestPack);
        }

        if (hooks is not null)
        {
            await hooks.RunPreReceiveAsync(reference, before, commit, cancellationToken);
        }

        using (var held = await BranchLock.TakeAsync(RepositoryFolder.CommonOf(remote), branch, patience, cancellationToken))
        {
            if (held.Read() != before)
            {
                return PushOutcome.Lost;
            }

            held.Move(commit);
        }

        if (hooks is not null)
        {
            await hooks.RunPostReceiveAsync(reference, before, commit, CancellationToken.None);
        }

        return PushOutcome.Accepted;
    }
}
