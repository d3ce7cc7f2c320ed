using System.Collections.Concurrent;
using Goji.Git.Clone;
using Goji.Git.Remotes;
using Goji.Model;
using Goji.Ports;
using Goji.Ports.Sources;
using LibGit2Sharp;

namespace Goji.Git.Sources;

/// <summary>Finds out who added files to the queue, by walking the history of the clone.</summary>
/// <remarks>
/// A commit has left a file alone where the file is the same in every parent. Any other commit has added or changed it, a merge too: what
/// only one of the merged lines had is brought by the merge. From queued to processing anybody may move a file, as runners do.
/// </remarks>
internal sealed class FileSources(LocalClone clone, IRemote remote, Func<string> branch, TimeProvider time) : IFileSources
{
    private const int MostRemembered = 20_000;
    private const int WholeHistory = int.MaxValue;

    /// <summary>How long the answer about a signature holds: keys expire.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    // What a commit holds never changes. Servers ask again with every pass.
    private static readonly ConcurrentDictionary<(string Commit, JobState State, string Path, string Content, bool IsExecutable),
        FileSource> Known = new();
    private static readonly ConcurrentDictionary<(string Commit, string Keys), (SignatureReport Report, long At)> Checked = new();

    // The message of a claim names each file: libgit2 would inflate it anew for each.
    private readonly Dictionary<ObjectId, Commit> commits = [];
    private readonly Dictionary<ObjectId, CommitSnapshot> snapshots = [];
    private Repository? read;
    private HashSet<string> boundary = [];
    private int depth = 1;

    public FileSource Of(IRepositorySnapshot snapshot, JobFile file) => GitFailure.Explained(
        () => $"The history of '{file}' could not be read",
        () =>
        {
            lock (snapshots)
            {
                Refresh();
                return Walk(new(snapshot.Id), file);
            }
        });

    public SignatureReport Check(SourceCommit commit, TrustedSigners trusted)
    {
        var now = time.GetTimestamp();
        if (Checked.TryGetValue((commit.Id, trusted.Id), out var known) && time.GetElapsedTime(known.At, now) < Freshness)
        {
            return known.Report;
        }

        var content = GitFailure.Explained(
            () => $"The commit {commit.Id} could not be read", () => SignedContent.Of(clone.Objects, new(commit.Id)));
        var report = CommitSignatures.Check(content, trusted);
        Remember(Checked, (commit.Id, trusted.Id), (report, now));
        return report;
    }

    public async Task<bool> DeepenAsync(CancellationToken cancellationToken)
    {
        if (depth == WholeHistory || clone.Boundary.Commits.Count == 0)
        {
            return false;
        }

        // A server that walks the history for a large depth has little to do where it is short.
        depth = depth >= 1000 ? WholeHistory : depth * 32;
        var before = clone.Boundary.Read();
        await remote.DeepenAsync(branch(), depth, cancellationToken);
        return clone.Boundary.Read() != before;
    }

    public IReadOnlyDictionary<string, QueueCommit> FindQueueCommits(IRepositorySnapshot snapshot, IReadOnlyCollection<JobFile> files) =>
        GitFailure.Explained(
        () => $"The history of '{clone.Folder}' could not be read",
        () => new QueueHistory(clone, ((CommitSnapshot)snapshot).Layout).Find(((CommitSnapshot)snapshot).Commit, files));

    private static T Remember<TKey, T>(ConcurrentDictionary<TKey, T> all, TKey key, T value)
        where TKey : notnull
    {
        if (all.Count >= MostRemembered)
        {
            all.Clear();
        }

        return all[key] = value;
    }

    public static SourceCommit Describe(Commit commit) => new(commit.Sha, Describe(commit.Author), Describe(commit.Committer));

    private static string Describe(Signature person) => new(
        $"{person.Name} <{person.Email}>".Where(letter => !char.IsControl(letter)).ToArray());

    private FileSource Walk(ObjectId tip, JobFile file)
    {
        var sources = new Dictionary<string, SourceCommit>();
        string? missing = null;
        var seen = new HashSet<(ObjectId, JobState)>();
        var open = new Stack<(ObjectId Commit, JobState State)>([(tip, file.State)]);
        while (missing is null && open.TryPop(out var at))
        {
            if (!seen.Add(at))
            {
                continue;
            }

            if (Known.TryGetValue(KeyOf(at.Commit, at.State, file), out var known))
            {
                known.Commits.ToList().ForEach(commit => sources[commit.Id] = commit);
            }
            else if (boundary.Contains(at.Commit.Sha) || Find(at.Commit) is not { } commit)
            {
                missing = at.Commit.Sha;
            }
            else
            {
                Step(commit, at.State, file, open, sources);
            }
        }

        var source = new FileSource([.. sources.Values], missing);
        return missing is null ? Remember(Known, KeyOf(tip, file.State, file), source) : source;
    }

    private void Step(
        Commit commit, JobState state, JobFile file, Stack<(ObjectId, JobState)> open, Dictionary<string, SourceCommit> sources)
    {
        var parents = commit.Parents.ToList();
        var before = parents.ConvertAll(parent => (Id: parent.Id, State: StateIn(parent, state, file)));
        if (parents.Count > 0 && before.TrueForAll(parent => parent.State is not null))
        {
            before.ForEach(parent => open.Push((parent.Id, parent.State!.Value)));
            return;
        }

        sources[commit.Sha] = Describe(commit);
        foreach (var parent in parents.Where(parent => state == JobState.Queued && Has(parent, JobState.Processing, file)))
        {
            // A claim was returned. A move does not make an unverified file in processing a verified one.
            open.Push((parent.Id, JobState.Processing));
        }
    }

    /// <summary>
    /// The state that the file was in before a commit that has left it alone, or has claimed it; null where it was in none of these.
    /// </summary>
    private JobState? StateIn(Commit parent, JobState state, JobFile file) =>
        Has(parent, state, file) ? state
        : state == JobState.Processing && Has(parent, JobState.Queued, file) ? JobState.Queued
        : null;

    private bool Has(Commit commit, JobState state, JobFile file)
    {
        if (!snapshots.TryGetValue(commit.Id, out var snapshot))
        {
            snapshots[commit.Id] = snapshot = new(clone, commit, static _ => { });
        }

        return snapshot.Find(state, file.Path) is { } found
            && found.ObjectId == file.ObjectId
            && found.Kind == file.Kind
            && found.Executable == file.Executable;
    }

    private Commit? Find(ObjectId id)
    {
        if (!commits.TryGetValue(id, out var commit) && clone.Repository.Lookup<Commit>(id) is { } read)
        {
            commits[id] = commit = read;
        }

        return commit;
    }

    private void Refresh()
    {
        if (read != clone.Repository)
        {
            read = clone.Repository;
            commits.Clear();
            snapshots.Clear();
            boundary = [.. clone.Boundary.Commits];
        }
    }

    private static (string, JobState, string, string, bool) KeyOf(ObjectId commit, JobState state, JobFile file) =>
        (commit.Sha, state, file.Path, file.ObjectId, file.Executable);
}
