using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Logs;

/// <summary>A Job whose containers are followed.</summary>
/// <param name="file">The job file.</param>
/// <param name="attempt">The id of the attempt.</param>
/// <param name="run">The Job.</param>
/// <param name="isOnlyJob">Whether its file has no other Job.</param>
internal sealed class FollowedJob(string file, string attempt, JobRun run, bool isOnlyJob)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string, int), Task> streams = [];
    private readonly Dictionary<string, string> shortNames = [];
    private readonly Dictionary<(string Pod, string Container), string> sources = [];
    private readonly Dictionary<(string Pod, string Container), Queue<string>> tails = [];
    private readonly Dictionary<(string, string, int), string> problems = [];
    private long read;
    private long shown;
    private long leftOut;

    public string File => file;

    public string Attempt => attempt;

    public JobRun Run => run;

    public string Uid => run.Uid!;

    /// <summary>How many lines were not shown because of the limit.</summary>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <summary>How many lines have been read.</summary>
    public long Read => Interlocked.Read(ref read);

    public Task AllRead
    {
        get
        {
            lock (gate)
            {
                return Task.WhenAll(streams.Values);
            }
        }
    }

    /// <summary>Ends when these runs of containers are read.</summary>
    public Task WhenRead(IEnumerable<PodContainer> containers)
    {
        lock (gate)
        {
            return Task.WhenAll(containers.Select(container => streams.GetValueOrDefault(container.Run, Task.CompletedTask)));
        }
    }

    /// <summary>Starts to read a run of a container, unless it is being read.</summary>
    public bool TryStart(PodContainer container, Func<Task> read)
    {
        lock (gate)
        {
            if (streams.ContainsKey(container.Run))
            {
                return false;
            }

            streams.Add(container.Run, Task.CompletedTask);
            Discover(container);
            streams[container.Run] = Task.Run(read);
            return true;
        }
    }

    /// <summary>Notes a container, so that the names of pods can be shown where there are several.</summary>
    public void Discover(PodContainer container)
    {
        lock (gate)
        {
            if (shortNames.TryAdd(container.Pod, ShortNameOf(container.Pod)))
            {
                sources.Clear();
            }
        }
    }

    public bool IsRead(PodContainer container)
    {
        lock (gate)
        {
            return streams.ContainsKey(container.Run);
        }
    }

    /// <summary>Whether one more line may be shown.</summary>
    /// <param name="limit">The number of lines that may be shown.</param>
    /// <param name="isLast">Whether it is the last one.</param>
    public bool MayShow(int limit, out bool isLast)
    {
        var number = Interlocked.Increment(ref shown);
        isLast = number == limit;
        if (number <= limit)
        {
            return true;
        }

        Interlocked.Increment(ref leftOut);
        return false;
    }

    /// <summary>Counts a line, and keeps the last lines of a container for the report.</summary>
    public void Keep(PodContainer container, string line, int count)
    {
        Interlocked.Increment(ref read);
        if (count == 0)
        {
            return;
        }

        lock (gate)
        {
            if (!tails.TryGetValue((container.Pod, container.Name), out var tail))
            {
                tails[(container.Pod, container.Name)] = tail = new();
            }

            tail.Enqueue(line);
            while (tail.Count > count)
            {
                tail.Dequeue();
            }
        }
    }

    /// <summary>Which logs could not be read to their end, and why.</summary>
    public IReadOnlyList<string> Problems()
    {
        lock (gate)
        {
            return [.. problems.Values.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Notes why the log of a container cannot be read; null where it can.</summary>
    public void SetProblem(PodContainer container, string? problem)
    {
        lock (gate)
        {
            if (problem is null)
            {
                problems.Remove(container.Run);
            }
            else
            {
                problems[container.Run] =
                    $"The log of container '{container.Name}' of pod '{container.Namespace}/{container.Pod}' is incomplete. {problem}";
            }
        }
    }

    /// <summary>The last lines that were read of each container, the container that wrote last at the end.</summary>
    public IReadOnlyList<(string Pod, string Container, IReadOnlyList<string> Lines)> Tails()
    {
        lock (gate)
        {
            return [.. tails.Select(tail => (tail.Key.Pod, tail.Key.Container, (IReadOnlyList<string>)[.. tail.Value]))];
        }
    }

    /// <summary>The shortest name of a container that is unambiguous by now.</summary>
    public string SourceOf(PodContainer container)
    {
        lock (gate)
        {
            var key = (container.Pod, container.Name);
            return sources.TryGetValue(key, out var known) ? known : sources[key] = NewSource(container);
        }
    }

    private string NewSource(PodContainer container)
    {
        var parts = new List<string>();
        if (shortNames.Count > 1)
        {
            parts.Add(shortNames[container.Pod]);
        }

        if (container.Siblings > 1)
        {
            parts.Add(container.Name);
        }

        return string.Join(
            ' ', ((string?[])[file, isOnlyJob ? null : run.Name, parts.Count > 0 ? string.Join('/', parts) : null]).OfType<string>());
    }

    // The controller names pods after their Job, with a suffix that differs.
    private string ShortNameOf(string pod) => pod.StartsWith(run.Name + "-", StringComparison.Ordinal) ? pod[(run.Name.Length + 1)..] : pod;
}
