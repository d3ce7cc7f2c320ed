using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Git.Objects.Packs;
using Goji.Git.Remotes.Server.Protocol;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Server;

/// <summary>Moves a branch at a server: the server compares the branch with the value that this push has seen.</summary>
internal sealed class BranchPush(LocalClone clone, ReceivePack service)
{
    public async Task<PushOutcome> MoveAsync(
        string branch, ObjectId commit, IServerConnection connection, CancellationToken cancellationToken)
    {
        var reference = BranchName.Reference(branch);
        var references = await service.ReadReferencesAsync();
        var before = references.GetValueOrDefault(reference);
        using var repository = clone.OpenRepository();
        if (before == commit || (before is not null && !LocalClone.IsAncestor(repository, before, commit)))
        {
            await connection.EndServiceAsync();
            return before == commit ? PushOutcome.Accepted : PushOutcome.Lost;
        }

        var missing = new MissingObjects(repository, clone.Trees, references.Values.Distinct(), _ => false, cancellationToken).Of(commit);
        using var pack = OutgoingPack.Write(repository, missing, clone.WorkFolder);
        return await service.MoveAsync(reference, before, commit, pack.File) is { } reason ? Outcome(reason) : PushOutcome.Accepted;
    }

    private PushOutcome Outcome(string reason) =>
        PushRefusal.IsLostRace(reason) ? PushOutcome.Lost
        : PushRefusal.IsTemporary(reason)
            ? throw RemoteFailureException.TryAgain(Whole(reason), "The remote may be busy for a moment: try again.")
        : throw new PushDeclinedException($"{Whole(reason)}. {PushRefusal.AdviceFor(reason)}");

    // The hook's output has the reason; the status has only that it was a hook.
    private string Whole(string reason) => service.Words.Text is { Length: > 0 } words ? $"{reason}: {words}" : reason;
}
