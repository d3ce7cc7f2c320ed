using Goji.Git.Clone;
using Goji.Git.Objects;
using Goji.Model;
using Goji.Ports;
using Goji.Ports.Sources;
using LibGit2Sharp;

namespace Goji.Git.Sources;

/// <summary>Finds the commits that added job files to <c>queued/</c>, all files in one walk back through the history.</summary>
internal sealed class QueueHistory(LocalClone clone, StateLayout layout)
{
    /// <summary>How many commits are read. What is older counts as unknown.</summary>
    private const int MaxCommits = 20_000;

    private readonly HashSet<string> boundary = [.. clone.Boundary.Commits];
    private readonly Dictionary<ObjectId, List<Trace>> open = [];
    private readonly PriorityQueue<ObjectId, long> order = new();
    private readonly Dictionary<string, QueueCommit> found = new(StringComparer.Ordinal);

    /// <returns>The commits by the path of the job; files whose commit the history at hand does not show are missing.</returns>
    public IReadOnlyDictionary<string, QueueCommit> Find(Commit tip, IEnumerable<JobFile> files)
    {
        foreach (var file in files)
        {
            Follow(tip, new(file.Path, file.State));
        }

        for (var commits = 0; commits < MaxCommits && order.TryDequeue(out var id, out _); commits++)
        {
            if (open.Remove(id, out var traces) && !boundary.Contains(id.Sha) && clone.Repository.Lookup<Commit>(id) is { } commit)
            {
                Step(commit, traces);
            }
        }

        return found;
    }

    private void Step(Commit commit, List<Trace> traces)
    {
        List<(Commit Commit, TreeReader Tree)> parents;
        try
        {
            parents = [.. commit.Parents.Select(parent => (parent, new TreeReader(clone.Trees, parent.Tree.Id)))];
        }
        catch (NotFoundException)
        {
            // The history ends here.
            return;
        }

        var same = new Dictionary<(ObjectId Parent, JobState State), bool>();
        var tree = new TreeReader(clone.Trees, commit.Tree.Id);
        foreach (var trace in traces)
        {
            if (parents.FirstOrDefault(parent => IsIn(parent, trace)) is { Commit: { } before })
            {
                Follow(before, trace);
            }
            else if ((trace.State == JobState.Processing || IsOfPass(commit))
                && parents.FirstOrDefault(parent => Has(parent.Tree, trace.Moved())) is { Commit: { } moved })
            {
                // A claim, or a claim that a pass gave back.
                Follow(moved, trace.Moved());
            }
            else if (trace.State == JobState.Queued)
            {
                found[trace.Path] = new(commit.Sha, commit.Committer.When);
            }
        }

        bool IsIn((Commit Commit, TreeReader Tree) parent, Trace trace)
        {
            if (!same.TryGetValue((parent.Commit.Id, trace.State), out var isSame))
            {
                isSame = layout.FoldersOf(trace.State).All(folder => parent.Tree.At(folder)?.Id == tree.At(folder)?.Id);
                same.Add((parent.Commit.Id, trace.State), isSame);
            }

            return isSame || Has(parent.Tree, trace);
        }
    }

    private bool Has(TreeReader tree, Trace trace) =>
        layout.FoldersOf(trace.State).Any(folder => tree.At($"{folder}/{trace.Path}") is { IsFolder: false });

    private void Follow(Commit commit, Trace trace)
    {
        if (!open.TryGetValue(commit.Id, out var traces))
        {
            open.Add(commit.Id, traces = []);
            order.Enqueue(commit.Id, -commit.Committer.When.UtcTicks);
        }

        traces.Add(trace);
    }

    private static bool IsOfPass(Commit commit) => commit.Message.Contains($"\n{CommitTrailer.Pass}: ", StringComparison.Ordinal);

    /// <summary>A file on its way back through the history.</summary>
    private readonly record struct Trace(string Path, JobState State)
    {
        /// <summary>The same file before a pass claimed it, or gave the claim back.</summary>
        public Trace Moved() => this with { State = State == JobState.Queued ? JobState.Processing : JobState.Queued };
    }
}
