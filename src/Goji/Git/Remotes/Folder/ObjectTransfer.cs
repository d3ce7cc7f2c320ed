using Goji.Git.Clone;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>Copies commits with everything they need from one repository on this machine to another.</summary>
/// <remarks>
/// libgit2's own transport for folders cannot push to a repository with a working copy, fetches every branch instead of one, and forgets a clone's shallow boundary.
/// </remarks>
internal sealed class ObjectTransfer(Repository from, Repository to, CancellationToken cancellationToken)
{
    // As git's receive.unpackLimit: few objects stay files, many become a pack.
    private const int UnpackLimit = 100;
    private readonly HashSet<ObjectId> seen = [];
    private readonly List<ObjectId> missing = [];

    public void Copy(ObjectId commit)
    {
        foreach (var each in MissingCommits(commit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddTree(each.Tree, each.Parents.FirstOrDefault()?.Tree);
            Add(each.Id);
        }

        if (missing.Count > UnpackLimit || !missing.TrueForAll(id => File.Exists(LooseFile(from, id))))
        {
            Pack();
        }
        else
        {
            // Each object after those it names: what is there is whole, wherever a kill strikes.
            missing.ForEach(id => ObjectFile.Copy(LooseFile(from, id), LooseFile(to, id), LocalClone.CommonFolderOf(to)));
        }
    }

    private static string LooseFile(Repository repository, ObjectId id) =>
        Path.Combine(LocalClone.ObjectsOf(repository), id.Sha[..2], id.Sha[2..]);

    /// <summary>The commits that no reference of the target leads to, parents first.</summary>
    /// <remarks>
    /// As git has it, what a reference leads to is whole and nothing else is: a killed fetch, or a clone made of a folder during a push, leaves commits without their trees.
    /// </remarks>
    private IEnumerable<Commit> MissingCommits(ObjectId tip)
    {
        var known = to.Refs.Append(to.Refs.Head)
            .Select(reference => reference.ResolveToDirectReference()?.TargetIdentifier)
            .Distinct()
            .Select(id => id is null ? null : from.Lookup<Commit>(id))
            .OfType<Commit>();
        return from.Commits.QueryBy(new CommitFilter
        {
            IncludeReachableFrom = from.Lookup<Commit>(tip) ?? throw new NotFoundException($"object not found: commit {tip}"),
            ExcludeReachableFrom = known.ToList(),
            SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Reverse,
        });
    }

    private void AddTree(Tree tree, Tree? parent)
    {
        using var changes = from.Diff.Compare<TreeChanges>(parent, tree, new CompareOptions { Similarity = SimilarityOptions.None });
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.Path.Contains('\uFFFD', StringComparison.Ordinal))
            {
                // A name that is no UTF-8 leads to no folder: take every entry instead.
                AddEverything(tree);
                return;
            }

            if (change.Exists && change.Mode != Mode.GitLink)
            {
                Add(change.Oid);
            }

            folders.UnionWith(FolderPath.Parents(change.Path));
        }

        foreach (var folder in folders.Reverse())
        {
            if (tree[folder] is { TargetType: TreeEntryTargetType.Tree } entry)
            {
                Add(entry.Target.Id);
            }
        }

        Add(tree.Id);
    }

    private void AddEverything(Tree tree)
    {
        foreach (var entry in tree)
        {
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                AddEverything((Tree)entry.Target);
            }
            else if (entry.TargetType == TreeEntryTargetType.Blob)
            {
                Add(entry.Target.Id);
            }
        }

        Add(tree.Id);
    }

    private void Add(ObjectId id)
    {
        if (seen.Add(id) && !to.ObjectDatabase.Contains(id))
        {
            missing.Add(id);
        }
    }

    private void Pack()
    {
        var folder = Path.Combine(LocalClone.ObjectsOf(to), "pack");
        Directory.CreateDirectory(folder);
        from.ObjectDatabase.Pack(new PackBuilderOptions(folder), builder => missing.ForEach(builder.Add));
    }
}
