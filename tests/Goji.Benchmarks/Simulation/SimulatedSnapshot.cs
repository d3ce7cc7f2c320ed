using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Goji.Ports;

namespace Goji.Benchmarks.Simulation;

/// <summary>One commit in memory.</summary>
internal sealed class SimulatedSnapshot : IRepositorySnapshot
{
    private static readonly JobState[] States = Enum.GetValues<JobState>();

    private readonly ImmutableDictionary<JobState, ImmutableSortedDictionary<string, byte[]>> jobs;
    private readonly ImmutableDictionary<string, byte[]> others;

    private SimulatedSnapshot(
        int number, ImmutableDictionary<JobState, ImmutableSortedDictionary<string, byte[]>> jobs, ImmutableDictionary<string, byte[]> others, string? basis)
    {
        this.jobs = jobs;
        this.others = others;
        Id = number.ToString("x40", CultureInfo.InvariantCulture);
        Basis = basis;
    }

    public static SimulatedSnapshot Empty { get; } = new(
        0,
        States.ToImmutableDictionary(state => state, _ => ImmutableSortedDictionary<string, byte[]>.Empty.WithComparers(StringComparer.Ordinal)),
        ImmutableDictionary<string, byte[]>.Empty,
        basis: null);

    public string Id { get; }

    /// <summary>The id of the commit that this one was made on.</summary>
    public string? Basis { get; }

    public bool HasWork => jobs[JobState.Queued].Count + jobs[JobState.Processing].Count > 0;

    public string PathOf(JobState state, string jobPath) => $"{state.ToString().ToLowerInvariant()}/{jobPath}";

    public IReadOnlyList<JobFile> List(JobState state) => [.. jobs[state].Select(job => FileOf(state, job.Key, job.Value))];

    public JobFile? Find(JobState state, string jobPath) => jobs[state].TryGetValue(jobPath, out var content) ? FileOf(state, jobPath, content) : null;

    public string? ObstacleAt(string path) => null;

    public byte[] Read(JobFile file) => jobs[file.State][file.Path];

    public byte[]? ReadFile(string path, int maxBytes) => others.GetValueOrDefault(path);

    public string? ContentIdOf(string path) =>
        others.TryGetValue(path, out var content) ? Convert.ToHexStringLower(SHA256.HashData(content)) : null;

    public SimulatedSnapshot With(int number, IEnumerable<TreeChange> changes)
    {
        var (jobsAfter, othersAfter) = (jobs, others);
        foreach (var change in changes)
        {
            var slash = change.Path.IndexOf('/', StringComparison.Ordinal);
            var isJob = Enum.TryParse<JobState>(change.Path[..slash], ignoreCase: true, out var state);
            var name = change.Path[(slash + 1)..];
            var content = change switch
            {
                TreeChange.Place place => Read(place.Entry),
                TreeChange.Write write => write.Content,
                _ => null,
            };
            if (isJob)
            {
                jobsAfter = jobsAfter.SetItem(state, content is null ? jobsAfter[state].Remove(name) : jobsAfter[state].SetItem(name, content));
            }
            else
            {
                othersAfter = content is null ? othersAfter.Remove(change.Path) : othersAfter.SetItem(change.Path, content);
            }
        }

        return new(number, jobsAfter, othersAfter, Id);
    }

    private static JobFile FileOf(JobState state, string path, byte[] content) =>
        new(state, path, JobFileKind.File, path, Executable: false) { Size = () => content.Length };
}
