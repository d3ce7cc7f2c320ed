using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Finds the objects of a commit that another repository lacks.</summary>
/// <remarks>
/// As git has it, what a reference leads to is whole and nothing else is: a killed fetch, or a clone made of a folder during a push, leaves
/// commits without their trees.
/// </remarks>
/// <param name="from">The repository that has the commit.</param>
/// <param name="known">Commits that the other repository's references lead to.</param>
/// <param name="isThere">Whether the other repository has an object; asked about those alone that a walk through the commits finds.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class MissingObjects(
    Repository from, IEnumerable<ObjectId> known, Func<ObjectId, bool> isThere, CancellationToken cancellationToken)
{
    private readonly HashSet<ObjectId> seen = [];
    private readonly List<ObjectId> missing = [];

    /// <summary>The missing objects, each after those it names.</summary>
    public IReadOnlyList<ObjectId> Of(ObjectId commit)
    {
        foreach (var each in Commits(commit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddTree(each.Tree, each.Parents.FirstOrDefault()?.Tree);
            Add(each.Id);
        }

        return missing;
    }

    /// <summary>The commits that no known one leads to, parents first.</summary>
    private ICommitLog Commits(ObjectId tip) => from.Commits.QueryBy(new CommitFilter
    {
        IncludeReachableFrom = from.Lookup<Commit>(tip) ?? throw new NotFoundException($"object not found: commit {tip}"),
        ExcludeReachableFrom = known.Select(id => from.Lookup<Commit>(id)).OfType<Commit>().ToList(),
        SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Reverse,
    });

    private void AddTree(Tree tree, Tree? parent)
    {
        using var changes = from.Diff.Compare<TreeChanges>(parent, tree, new CompareOptions { Similarity = SimilarityOptions.None });

        // The parent's objects are there or were added before: a moved file is no new object.
        var before = changes.Where(change => change.OldExists).Select(change => change.OldOid).ToHashSet();
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.Path.Contains('\uFFFD', StringComparison.Ordinal))
            {
                // A name that is no UTF-8 leads to no folder: take every entry instead.
                AddEverything(tree);
                return;
            }

            if (change.Exists && change.Mode != Mode.GitLink && !before.Contains(change.Oid))
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
        if (seen.Add(id) && !isThere(id))
        {
            missing.Add(id);
        }
    }
}
