using System.Text;
using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Passes.Deciding;

/// <summary>A snapshot in memory: job files with their contents, and run records.</summary>
internal sealed class FakeSnapshot : IRepositorySnapshot
{
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);

    public string Id => string.Concat(files.Keys.Select(key => key + files[key].Length));

    /// <summary>Puts a file somewhere: <c>queued/x.yaml</c>.</summary>
    public FakeSnapshot With(string path, string content = "")
    {
        files[path] = content;
        return this;
    }

    /// <summary>Puts a record of one attempt with one Job.</summary>
    public FakeSnapshot WithRecord(string job, JobState? outcome, string? uid = "6f0b")
    {
        var attempt = new Attempt($"run-{job}", DateTimeOffset.UnixEpoch, "somebody") { Jobs = [new("default", job) { Uid = uid, Outcome = Outcomes.Of(outcome) }] };
        return WithAttempts(job, attempt);
    }

    /// <summary>Puts a record of attempts, the newest last.</summary>
    public FakeSnapshot WithAttempts(string job, params Attempt[] attempts) =>
        With(RunRecord.PathOf(job), Encoding.UTF8.GetString(RunRecordYaml.Write(new(attempts))));

    public string PathOf(JobState state, string jobPath) => $"{state.ToString().ToLowerInvariant()}/{jobPath}";

    public IReadOnlyList<JobFile> List(JobState state)
    {
        var folder = PathOf(state, "");
        return [.. files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Select(path => Find(state, path[folder.Length..])!)];
    }

    public JobFile? Find(JobState state, string jobPath) => files.TryGetValue(PathOf(state, jobPath), out var content)
        ? new(state, jobPath, JobFileKind.File, $"{PathOf(state, jobPath)}: {content}", Executable: false) { Size = () => content.Length }
        : null;

    public string? ObstacleAt(string path) => null;

    /// <summary>The files that were read, in order.</summary>
    public List<string> Reads { get; } = [];

    public byte[] Read(JobFile file)
    {
        Reads.Add(file.ToString());
        return Encoding.UTF8.GetBytes(files[file.ToString()]);
    }

    public string? ContentIdOf(string path) => files.GetValueOrDefault(path);

    /// <summary>How often each file was read by its path.</summary>
    public Dictionary<string, int> FileReads { get; } = [];

    public byte[]? ReadFile(string path, int maxBytes)
    {
        FileReads[path] = FileReads.GetValueOrDefault(path) + 1;
        return files.TryGetValue(path, out var content) ? Encoding.UTF8.GetBytes(content) : null;
    }
}
