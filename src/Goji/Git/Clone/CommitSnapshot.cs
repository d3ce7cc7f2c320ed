using System.Collections.Concurrent;
using Goji.Git.Objects;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Clone;

internal sealed class CommitSnapshot : IRepositorySnapshot
{
    private readonly ObjectReader objects;
    private readonly Action<string> onUnsafePath;
    private readonly TreeReader tree;
    private readonly ConcurrentDictionary<JobState, IReadOnlyList<JobFile>> lists = new();

    public CommitSnapshot(LocalClone clone, Commit commit, Action<string> onUnsafePath)
    {
        objects = clone.Objects;
        this.onUnsafePath = onUnsafePath;
        Commit = commit;
        tree = new TreeReader(clone.Trees, commit.Tree.Id);
        Layout = StateLayout.Of(commit.Tree);
    }

    public string Id => Commit.Sha;

    public Commit Commit { get; }

    public StateLayout Layout { get; }

    public string PathOf(JobState state, string jobPath)
    {
        var folders = Layout.FoldersOf(state);
        var folder = folders.Count == 1
            ? folders[0]
            : folders.FirstOrDefault(folder => tree.At($"{folder}/{jobPath}") is not null) ?? folders[0];
        return $"{folder}/{jobPath}";
    }

    public IReadOnlyList<JobFile> List(JobState state) => GitFailure.Explained(
        () => $"The {state.ToString().ToLowerInvariant()} jobs of commit {Id} could not be listed",
        () => lists.GetOrAdd(state, Collect));

    public void Visit(JobState state, Action<JobFile> visit) => GitFailure.Explained(
        () => $"The {state.ToString().ToLowerInvariant()} jobs of commit {Id} could not be listed",
        () =>
        {
            // In two folders of one state, the same path is one job.
            if (Layout.FoldersOf(state) is [var folder] && !lists.ContainsKey(state))
            {
                Collect(state, folder, "", visit);
            }
            else
            {
                foreach (var file in lists.GetOrAdd(state, Collect))
                {
                    visit(file);
                }
            }

            return true;
        });

    public JobFile? Find(JobState state, string jobPath) => GitFailure.Explained(
        () => $"The job '{jobPath}' of commit {Id} could not be looked up",
        () => jobPath.Length > 0 && EntryName.IsSafePath(jobPath) && tree.At(PathOf(state, jobPath)) is { } entry && IsJob(entry)
            ? FileOf(state, jobPath, entry)
            : null);

    public string? ObstacleAt(string path) => GitFailure.Explained(
        () => $"The path '{path}' of commit {Id} could not be looked up",
        () =>
        {
            for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                if (tree.At(path.AsSpan(0, slash)) is { IsFolder: false })
                {
                    return path[..slash];
                }
            }

            return tree.At(path) is { IsFolder: true } ? path : null;
        });

    public byte[] Read(JobFile file) => GitFailure.Explained(
        () => $"The job file '{file}' of commit {Id} could not be read",
        () => Content(file.ToString(), new ObjectId(file.ObjectId), long.MaxValue, out _)!);

    public byte[]? ReadFile(string path, int maxBytes) => GitFailure.Explained(
        () => $"The file '{path}' of commit {Id} could not be read",
        () => tree.At(path) switch
        {
            null => null,
            { Mode: Mode.NonExecutableFile or Mode.ExecutableFile } file => Content(path, file.Id, maxBytes, out var length)
                ?? throw new GojiUsageException($"'{path}' has {length:N0} bytes, more than the {maxBytes:N0} that it may have."),
            _ => throw new GojiUsageException($"'{path}' is no plain file but a link, a folder or a submodule."),
        });

    public string? ContentIdOf(string path) =>
        GitFailure.Explained(() => $"The file '{path}' of commit {Id} could not be looked up", () => tree.At(path)?.Id.Sha);

    /// <summary>The files that a pass reads and that the clone does not have, as where it was made with a filter.</summary>
    public IReadOnlyList<ObjectId> Absent()
    {
        var jobs = List(JobState.Queued).Concat(List(JobState.Processing)).Where(file => file.Kind == JobFileKind.File).ToList();
        return
        [
            .. jobs.Select(file => new ObjectId(file.ObjectId))
                .Concat(RunRecords.PathsFor(jobs)
                    .Select(path => tree.At(path))
                    .OfType<TreeItem>()
                    .Where(item => !item.IsFolder)
                    .Select(item => item.Id))
                .Distinct()
                .Where(id => !objects.Contains(id)),
        ];
    }

    private byte[]? Content(string path, ObjectId id, long maxLength, out long? length)
    {
        var content = objects.Read(id, ObjectType.Blob, maxLength, out length);
        return length is not null ? content : throw new GojiCloneException(
            $"The clone lacks the content of '{path}' ({id}). If it was made with a filter, clone without one, or fetch the file: git "
            + $"cat-file -p {id}; else it is damaged: delete the clone's folder and run GojiInit again.");
    }

    private static bool IsJob(TreeItem item) => item.Mode switch
    {
        Mode.Directory => false,
        Mode.GitLink or Mode.SymbolicLink => true,
        _ => EntryName.IsJobFile(item.Name),
    };

    private IReadOnlyList<JobFile> Collect(JobState state)
    {
        var files = new Dictionary<string, JobFile>(StringComparer.Ordinal);
        foreach (var folder in Layout.FoldersOf(state))
        {
            Collect(state, folder, "", file => files.TryAdd(file.Path, file));
        }

        return [.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private void Collect(JobState state, string folder, string prefix, Action<JobFile> add)
    {
        foreach (var entry in tree.In($"{folder}/{prefix}".TrimEnd('/')))
        {
            var path = prefix + entry.Name;
            if (!EntryName.IsSafe(entry.Name))
            {
                onUnsafePath($"{folder}/{path}");
            }
            else if (entry.IsFolder)
            {
                Collect(state, folder, path + "/", add);
            }
            else if (IsJob(entry))
            {
                add(FileOf(state, path, entry));
            }
        }
    }

    private JobFile FileOf(JobState state, string path, TreeItem entry)
    {
        var id = entry.Id;
        var kind = entry.Mode switch
        {
            Mode.GitLink => JobFileKind.Submodule,
            Mode.SymbolicLink => JobFileKind.SymbolicLink,
            _ => JobFileKind.File,
        };
        long? size = null;
        return new JobFile(state, path, kind, id.Sha, entry.Mode == Mode.ExecutableFile)
        {
            Size = kind == JobFileKind.File ? () => size ??= SizeOf(id) : static () => 0,
        };
    }

    private long SizeOf(ObjectId id) => GitFailure.Explained(
        () => $"The object {id} of commit {Id} could not be read",
        () => objects.LengthOf(id));
}
