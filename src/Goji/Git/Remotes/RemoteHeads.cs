using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>The branches of a remote with their tips, and the branch that its HEAD names, or null where it does not tell.</summary>
internal sealed record RemoteHeads(string? Default, IReadOnlyDictionary<string, ObjectId> Branches)
{
    public static RemoteHeads Of(Repository repository)
    {
        const string Prefix = "refs/heads/";
        var branches = repository.Refs.FromGlob(Prefix + "*").OfType<DirectReference>()
            .ToDictionary(reference => reference.CanonicalName[Prefix.Length..], reference => new ObjectId(reference.TargetIdentifier));
        var head = (repository.Refs.Head as SymbolicReference)?.TargetIdentifier;
        return new RemoteHeads(head?.StartsWith(Prefix, StringComparison.Ordinal) == true ? head[Prefix.Length..] : null, branches);
    }
}
