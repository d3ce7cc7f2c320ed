using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Finds the objects of a commit that another repository lacks.</summary>
/// <remarks>
/// As git has it, what a reference leads to is whole and nothing else is: a killed fetch, or a clone made of a folder during a push, leaves
/// commits without their trees.
/// </remarks>
/// <param name="from">The repository that has the commit.</param>
/// <param name="trees">Reads that repository's folders.</param>
/// <param name="known">Commits that the other repository's references lead to.</param>
/// <param name="isThere">Whether the other repository has an object; asked about those alone that a walk through the commits finds.</param>
/// <param name="cancellationToken">Ends the search.</param>
internal sealed class MissingObjects(
    Repository from, TreeStore trees, IEnumerable<ObjectId> known, Func<ObjectId, bool> isThere, CancellationToken cancellationToken)
{
    private readonly HashSet<ObjectId> seen = [];
    private readonly List<ObjectId> missing = [];

    /// <summary>The missing objects, each after those it names.</summary>
    public IReadOnlyList<ObjectId> Of(ObjectId commit)
    {
        foreach (var each in Commits(commit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddTree(each.Tree.Id, each.Parents.FirstOrDefault()?.Tree.Id);
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

    private void AddTree(ObjectId tree, ObjectId? parent)
    {
        var changes = TreeDiff.Of(trees, parent, tree);

        // The parent's objects are there or were added before: a moved file is no new object.
        var before = changes.Files.Where(change => change.OldExists).Select(change => change.OldId).ToHashSet();
        foreach (var change in changes.Files)
        {
            if (change.Exists && change.Mode != Mode.GitLink && !before.Contains(change.Id))
            {
                Add(change.Id);
            }
        }

        foreach (var folder in changes.Folders)
        {
            Add(folder);
        }

        Add(tree);
    }

    private void Add(ObjectId id)
    {
        if (seen.Add(id) && !isThere(id))
        {
            missing.Add(id);
        }
    }
}
