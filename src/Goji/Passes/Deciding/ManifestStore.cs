using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Goji.Manifests;
using Goji.Manifests.Editing;
using Goji.Model;
using Goji.Passes.Deciding.Companions;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>Reads the job files of one pass, each version once, however often the pass decides.</summary>
/// <param name="rules">The rules for manifests.</param>
/// <param name="repositoryUrl">The repository's address without credentials.</param>
/// <param name="time">The clock for run ids.</param>
/// <param name="unmarked">The contents that are known to have no annotations of Goji's.</param>
internal sealed class ManifestStore(ManifestRules rules, string repositoryUrl, TimeProvider time, UnannotatedContents unmarked)
{
    // Below this number, threads cost more than they save.
    private const int ManyFiles = 32;

    private readonly ConcurrentDictionary<(string Path, string ObjectId, string RepositoryId), PreparedFile> prepared = new();
    private readonly ConcurrentDictionary<(string Path, string ObjectId), JobSteering> steering = new();

    /// <summary>
    /// Prepares a queued file for a new attempt. The run id stays the same for as long as the file does, or until it is forgotten.
    /// </summary>
    public PreparedFile Prepare(IRepositorySnapshot snapshot, JobFile file, string repositoryId) =>
        prepared.GetOrAdd((file.Path, file.ObjectId, repositoryId), _ => Read(snapshot, file, repositoryId, NewRunId()));

    /// <summary>
    /// When a file may start. Few files have such annotations: the others are not parsed for them. A file that cannot be used asks for
    /// nothing; it is refused.
    /// </summary>
    public JobSteering SteeringOf(IRepositorySnapshot snapshot, JobFile file)
    {
        if (file.IsDeleted || unmarked.Contains(file.ObjectId))
        {
            return JobSteering.None;
        }

        var key = (file.Path, file.ObjectId);
        if (!steering.TryGetValue(key, out var known))
        {
            known = IsReadable(file) ? ReadSteering(file, snapshot.Read(file)) : JobSteering.None;
            if (!unmarked.Contains(file.ObjectId))
            {
                steering[key] = known;
            }
        }

        return known;
    }

    /// <summary>The change that puts a file that leaves its state at another path, without a request to cancel it.</summary>
    public TreeChange Place(IRepositorySnapshot snapshot, string target, JobFile file) =>
        SteeringOf(snapshot, file).Cancel is not null
            && AnnotationText.Remove(file.Path, snapshot.Read(file), MarkNames.Cancel) is { } content
            ? new TreeChange.Write(target, content) { IsExecutable = file.Executable }
            : new TreeChange.Place(target, file);

    /// <summary>Prepares a claimed file for the attempt that its record names.</summary>
    public PreparedFile PrepareAgain(IRepositorySnapshot snapshot, JobFile file, string repositoryId, string runId)
    {
        var known = prepared.GetValueOrDefault((file.Path, file.ObjectId, repositoryId));
        return known?.RunId == runId ? known : Read(snapshot, file, repositoryId, runId);
    }

    /// <summary>Prepares many queued files: the repository hands their contents out one by one, and they are parsed side by side.</summary>
    public void ReadAhead(IRepositorySnapshot snapshot, IEnumerable<JobFile> files, string repositoryId)
    {
        var unread = files.Where(file => IsReadable(file) && !prepared.ContainsKey((file.Path, file.ObjectId, repositoryId))).ToList();
        if (unread.Count >= ManyFiles)
        {
            // Without buffers no more contents are held than are being parsed.
            var contents = Partitioner.Create(
                unread.Select(file => (File: file, Content: snapshot.Read(file))), EnumerablePartitionerOptions.NoBuffering);
            try
            {
                Parallel.ForEach(
                    contents,
                    item => prepared[(item.File.Path, item.File.ObjectId, repositoryId)] = Parse(
                        item.File, item.Content, repositoryId, NewRunId()));
            }
            catch (AggregateException failures)
            {
                ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            }
        }
    }

    /// <summary>Forgets a file that does not start now.</summary>
    public void Forget(JobFile file, string repositoryId) => prepared.TryRemove((file.Path, file.ObjectId, repositoryId), out _);

    /// <summary>Forgets all files, after their starts are handed out.</summary>
    public void Forget() => prepared.Clear();

    /// <summary>Whether a file can be read.</summary>
    public static bool IsReadable(JobFile file) => file.Kind == JobFileKind.File && file.Length <= ManifestReader.MaxBytes;

    private PreparedFile Read(IRepositorySnapshot snapshot, JobFile file, string repositoryId, string runId) => file switch
    {
        _ when IsReadable(file) => Parse(file, snapshot.Read(file), repositoryId, runId),
        { Kind: JobFileKind.File } => Refuse(runId, ManifestReader.TooLarge(file.Path, file.Length).Message),
        { Kind: JobFileKind.SymbolicLink } => Refuse(
            runId, $"'{file}' is a symbolic link, which Goji never follows. Commit the manifest itself."),
        _ => Refuse(runId, $"'{file}' is a submodule, which Goji never follows. Commit the manifest itself."),
    };

    private PreparedFile Parse(JobFile file, byte[] content, string repositoryId, string runId)
    {
        try
        {
            var manifest = ManifestReader.Read(file.Path, content, rules);
            var marks = new JobMarks(runId, repositoryId, file.Path, repositoryUrl) { Queue = rules.Queue };
            return new(
                runId,
                [.. manifest.Jobs.Select(job => Prepare(job, marks))],
                [.. manifest.Others.Select(companion => new PreparedCompanion(companion, marks))])
            {
                Steering = manifest.Steering,
                Account = rules.Policy?.AccountFor(file.Path),
            };
        }
        catch (ManifestException exception)
        {
            return Refuse(runId, exception.Message);
        }
    }

    private JobSteering ReadSteering(JobFile file, byte[] content)
    {
        if (!MayBeSteered(content))
        {
            unmarked.Add(file.ObjectId);
            return JobSteering.None;
        }

        try
        {
            return ManifestReader.Read(file.Path, content, rules).Steering;
        }
        catch (ManifestException)
        {
            // A file that cannot be used can still be cancelled.
            return JobSteering.None with { Cancel = ManifestReader.CancelOf(file.Path, content) };
        }
    }

    /// <summary>Whether the name of an annotation may be in the text: as it is, with escaped characters, or in UTF-16.</summary>
    private static bool MayBeSteered(ReadOnlySpan<byte> content) =>
        HasOwnName(content) || content.Contains((byte)0)
        || content.IndexOf("\\u"u8) >= 0 || content.IndexOf("\\U"u8) >= 0 || content.IndexOf("\\x"u8) >= 0;

    /// <summary>Whether the domain of the annotations is in the text, and not only domains below it, such as the sandbox's.</summary>
    private static bool HasOwnName(ReadOnlySpan<byte> content) => content.Count("goji.run"u8) > content.Count(".goji.run"u8);

    private static PreparedJob Prepare(ManifestJob job, JobMarks marks)
    {
        var name = job.Name ?? ManifestJob.FixedName(job.GenerateName!, marks.RunId);
        return new(job.Namespace, name, job.TtlSecondsAfterFinished, job.ToRequestBody(name, marks))
        {
            Place = job.Place,
            Owners = job.Owners,
        };
    }

    private string NewRunId() => RunId.New(time.GetUtcNow());

    private static PreparedFile Refuse(string runId, string refusal) => new(runId, [], []) { Refusal = refusal };
}
