using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>
/// The branches of a remote with their tips, and the branch that its HEAD names, born or not; null where the remote does not report it.
/// </summary>
internal sealed record RemoteHeads(string? Default, IReadOnlyDictionary<string, ObjectId> Branches)
{
    /// <param name="references">References by name; those that are no branches are left out.</param>
    /// <param name="head">The reference that HEAD names.</param>
    public static RemoteHeads Of(IEnumerable<KeyValuePair<string, ObjectId>> references, string? head) => new(
        BranchName.Of(head),
        references.Where(each => BranchName.Of(each.Key) is not null).ToDictionary(
            each => BranchName.Of(each.Key)!, each => each.Value, StringComparer.Ordinal));

    public static RemoteHeads Of(Repository repository) => Of(
        repository.Refs.FromGlob(BranchName.Prefix + "*").OfType<DirectReference>()
            .Select(reference => KeyValuePair.Create(reference.CanonicalName, new ObjectId(reference.TargetIdentifier))),
        (repository.Refs.Head as SymbolicReference)?.TargetIdentifier);
}
