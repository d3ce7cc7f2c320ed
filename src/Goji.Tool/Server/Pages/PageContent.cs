using System.Security.Cryptography;
using System.Text;

namespace Goji.Tool.Server.Pages;

/// <summary>What the pages show, and its version: the same content has the same version, in every replica.</summary>
internal sealed class PageContent
{
    private readonly ServerState state;
    private readonly Lock gate = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobIndex? jobs;
    private string version;

    public PageContent(ServerState state)
    {
        this.state = state;
        version = Hash();
        state.Changed += Update;
    }

    /// <summary>What the paths of the pages begin with; empty for a server of one repository.</summary>
    public string Base { get; init; } = "";

    /// <summary>The jobs; null before the first poll at the repository.</summary>
    public JobIndex? Jobs
    {
        get
        {
            lock (gate)
            {
                return state.History is not { } history ? null
                    : jobs is { } known && ReferenceEquals(known.History, history) ? known
                    : jobs = new(history);
            }
        }
    }

    public string Problem => state.Problem;

    public string Version
    {
        get
        {
            lock (gate)
            {
                return version;
            }
        }
    }

    /// <summary>What the newest pass found about a job in a state; null where it found nothing.</summary>
    public JobReport? Latest(JobHistory job) =>
        state.Newest?.Jobs.FirstOrDefault(report => report.File == job.File && report.After == job.State);

    /// <summary>What the newest pass found about the jobs that it looked at, by their paths.</summary>
    public IReadOnlyDictionary<(string File, JobState State), JobReport> Latest() =>
        (state.Newest?.Jobs ?? []).DistinctBy(report => (report.File, report.After)).ToDictionary(report => (report.File, report.After));

    /// <summary>The version, and a task that ends when there is another one.</summary>
    public (string Version, Task Next) Watch()
    {
        lock (gate)
        {
            return (version, next.Task);
        }
    }

    private void Update()
    {
        TaskCompletionSource? ended = null;
        var now = Hash();
        lock (gate)
        {
            if (now != version)
            {
                version = now;
                ended = next;
                next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        ended?.SetResult();
    }

    /// <summary>The commit, the problem and whatever the newest pass knows beyond git.</summary>
    private string Hash()
    {
        var text = new StringBuilder().Append(state.History?.Commit).Append('\0').Append(state.Problem);
        foreach (var job in state.Newest?.Jobs ?? [])
        {
            text
                .Append('\0')
                .Append(job.File)
                .Append('\0')
                .Append(job.After)
                .Append('\0')
                .Append(job.Reason)
                .Append('\0')
                .Append(job.Position);
            foreach (var run in job.Jobs)
            {
                text
                    .Append('\0')
                    .Append(run.Namespace)
                    .Append('/')
                    .Append(run.Name)
                    .Append('\0')
                    .Append(run.State)
                    .Append('\0')
                    .Append(run.Reason)
                    .Append('\0').Append(run is { Reason.Length: > 0, Pods.Count: 0 } ? run.Message : "")
                    .AppendJoin('\0', run.Pods.Select(pod => pod.Sentence));
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
