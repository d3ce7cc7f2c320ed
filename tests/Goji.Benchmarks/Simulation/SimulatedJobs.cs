using System.Collections.Concurrent;
using System.Text.Json;
using Goji.Ports;

namespace Goji.Benchmarks.Simulation;

/// <summary>The Jobs of the cluster that all runners share. Each runs for some time and succeeds; some time later it is gone, as Jobs with a TTL are.</summary>
internal sealed class SimulatedJobs(VirtualTime time, TimeSpan duration)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (ObservedJob Job, TimeSpan Created)> jobs = new();
    private readonly ConcurrentDictionary<string, TimeSpan> started = new();

    /// <summary>When the Job of each file was created.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Started => started;

    /// <summary>How many files started more than one Job. A runner that is right starts none twice.</summary>
    public int StartedTwice { get; private set; }

    public ObservedJob Create(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var metadata = document.RootElement.GetProperty("metadata");
        var labels = metadata.GetProperty("labels");
        var job = new ObservedJob("default", metadata.GetProperty("name").GetString()!, Guid.NewGuid().ToString())
        {
            RunId = labels.GetProperty("goji.run/id").GetString(),
            RepositoryId = labels.GetProperty("goji.run/repository").GetString(),
            File = metadata.GetProperty("annotations").GetProperty("goji.run/file").GetString(),
            CreatedAt = time.GetUtcNow(),
            StartedAt = time.GetUtcNow(),
            Active = 1,
            Ready = 1,
            Completions = 1,
        };
        if (!jobs.TryAdd(job.Name, (job, time.Elapsed)))
        {
            throw new ClusterException(ClusterFailure.AlreadyExists, $"jobs.batch \"{job.Name}\" already exists");
        }

        StartedTwice += started.TryAdd(job.File!, time.Elapsed) ? 0 : 1;
        return job;
    }

    public ObservedJob? Find(string name) => jobs.TryGetValue(name, out var known) ? Now(known) : null;

    public IReadOnlyList<ObservedJob> List()
    {
        foreach (var (name, known) in jobs)
        {
            if (time.Elapsed - known.Created > duration + KeptFor)
            {
                jobs.TryRemove(name, out _);
            }
        }

        return [.. jobs.Values.Select(Now)];
    }

    private ObservedJob Now((ObservedJob Job, TimeSpan Created) known) => time.Elapsed - known.Created < duration
        ? known.Job
        : known.Job with
        {
            Active = 0,
            Succeeded = 1,
            Conditions = [new("Complete", "True", "CompletionsReached", "", known.Job.CreatedAt + duration)],
        };
}
