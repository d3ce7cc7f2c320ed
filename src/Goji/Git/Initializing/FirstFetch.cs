using Goji.Git.Checkout;
using Goji.Git.Clone;
using Goji.Git.Remotes;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Initializing;

/// <summary>Fills a new clone from its remote.</summary>
internal sealed class FirstFetch(GitSettings settings, IGojiLog log, TimeProvider time)
{
    private readonly RemoteRetries retries = new(log, time);

    /// <summary>Fetches the tip of the branch and its files, or makes the first commit of an empty remote.</summary>
    /// <returns>Whether the remote was empty.</returns>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        using var clone = await LocalClone.OpenAsync(settings, log, time, cancellationToken);
        using var remote = ConfiguredRemote.Of(clone, settings, log, time);
        if (await FetchTipAsync(clone, remote, cancellationToken) is not { } branch)
        {
            return false;
        }

        if (await PushScaffoldAsync(clone, remote, branch, cancellationToken))
        {
            return true;
        }

        // Another process was first to push to it.
        await FetchTipAsync(clone, remote, cancellationToken);
        return false;
    }

    /// <returns>The branch to scaffold where the remote has none; null where a branch was brought.</returns>
    private async Task<string?> FetchTipAsync(LocalClone clone, IRemote remote, CancellationToken cancellationToken)
    {
        FetchTarget? wanted = null;
        var heads = await retries.CallAsync(() => remote.FetchAsync(Choose, cancellationToken), cancellationToken);
        if (wanted is null)
        {
            return BranchOf(heads);
        }

        ShowFiles(clone, wanted.Branch, wanted.Tip);
        return null;

        FetchTarget? Choose(RemoteHeads heads)
        {
            var branch = BranchOf(heads);
            wanted = heads.Branches.Count == 0
                ? null
                : new(branch, BranchChoice.TipOf(heads, branch, remote.Address), settings.CloneDepth);
            return wanted;
        }

        // Old servers do not report which branch an empty repository's HEAD names.
        string BranchOf(RemoteHeads heads) => settings.Branch
            ?? heads.Default
            ?? clone.Configuration.Get("init.defaultbranch")
            ?? BranchChoice.LastResort;
    }

    private async Task<bool> PushScaffoldAsync(LocalClone clone, IRemote remote, string branch, CancellationToken cancellationToken)
    {
        var commit = NewRepository.WriteScaffold(clone, settings, time);
        if (await retries.CallAsync(() => remote.PushAsync(branch, commit, cancellationToken), cancellationToken)
            != PushOutcome.Accepted)
        {
            return false;
        }

        ShowFiles(clone, branch, commit);
        return true;
    }

    private void ShowFiles(LocalClone clone, string branch, ObjectId tip)
    {
        NewRepository.Adopt(clone, branch, tip);
        NewRepository.ChooseFiles(clone, settings, tip);
        new WorkingCopyUpdate(clone, branch, log).UpdateTo(clone.CommitAt(tip));
    }
}
