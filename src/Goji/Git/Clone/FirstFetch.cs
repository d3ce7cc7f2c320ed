using Goji.Git.Checkout;
using Goji.Git.Remotes;
using Goji.Git.Remotes.Server;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Fills a new clone from its remote.</summary>
internal sealed class FirstFetch(GitSettings settings, NewFolder place, IGojiLog log, TimeProvider time)
{
    /// <summary>Brings the branch's tip and its files, or makes the first commit of an empty remote; tells whether it was empty.</summary>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        bool isOther;
        string branch;
        using (var clone = LocalClone.Open(settings, log))
        {
            var remote = ConfiguredRemote.Of(clone, settings, log, time);
            var heads = await remote.ReadHeadsAsync(cancellationToken);
            branch = settings.Branch ?? heads.Default ?? BranchChoice.LastResort;
            if (heads.Branches.Count == 0)
            {
                if (await PushScaffoldAsync(clone, remote, branch, cancellationToken))
                {
                    return true;
                }

                heads = await remote.ReadHeadsAsync(cancellationToken);
            }

            isOther = await BringAsync(clone, remote, branch, BranchChoice.TipOf(heads, branch, remote.Address), cancellationToken);
        }

        if (isOther)
        {
            place.TakeOther();
            using var clone = LocalClone.Open(settings, log);
            ShowFiles(clone, branch, clone.IdOf(LocalClone.TrackingReference(branch))!);
        }

        return false;
    }

    private async Task<bool> PushScaffoldAsync(LocalClone clone, IRemote remote, string branch, CancellationToken cancellationToken)
    {
        var commit = NewRepository.WriteScaffold(clone, settings, time);
        if (await remote.PushAsync(branch, commit, cancellationToken) != PushOutcome.Accepted)
        {
            return false;
        }

        ShowFiles(clone, branch, commit);
        return true;
    }

    private async Task<bool> BringAsync(LocalClone clone, IRemote remote, string branch, ObjectId tip, CancellationToken cancellationToken)
    {
        if (remote is SmartRemote server && settings.CloneDepth > 0)
        {
            await server.CloneAsync(place.Other, branch, settings.CloneDepth, cancellationToken);
            return true;
        }

        await remote.FetchAsync(branch, tip, cancellationToken);
        ShowFiles(clone, branch, clone.IdOf(LocalClone.TrackingReference(branch)) ?? tip);
        return false;
    }

    private void ShowFiles(LocalClone clone, string branch, ObjectId tip)
    {
        NewRepository.Adopt(clone, branch, tip);
        NewRepository.ChooseFiles(clone, settings, tip);
        new WorkingCopyUpdate(clone, branch, log).BringTo(clone.CommitAt(tip));
    }
}
