using System.Diagnostics.CodeAnalysis;
using Goji.Logs;
using Goji.Ports.Pods;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>Asks the cluster about the Jobs that somebody looks at: once a second for each, however many look.</summary>
internal sealed class JobInspector(RunnerSource runners, TimeProvider time) : IDisposable
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>The age after which the connection is opened anew: credentials are renewed in their files.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>How long a page waits for the cluster.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AgeOfEvents = TimeSpan.FromSeconds(10);

    /// <summary>How many Jobs of an attempt are asked about, and of how many pods of each the events.</summary>
    private const int MaxJobs = 20;
    private const int MaxPodsWithEvents = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Answer> answers = [];
    private JobView? view;
    private long openedAt;

    /// <summary>
    /// What the cluster shows about the newest attempt of a job. It never fails: a cluster that does not answer is a problem to be shown.
    /// </summary>
    public async Task<JobInspection> InspectAsync(JobHistory? job)
    {
        if (job?.Attempts is not [.., var attempt] || !attempt.Jobs.Any(run => run.Uid.Length > 0))
        {
            return JobInspection.Nothing;
        }

        Task<JobInspection> asked;
        lock (gate)
        {
            Forget();
            if (!answers.TryGetValue(attempt.Id, out var known))
            {
                answers[attempt.Id] = known = new();
            }

            if (known.Task is null || (known.Task.IsCompleted && time.GetElapsedTime(known.AskedAt) >= Freshness))
            {
#pragma warning disable RS0030 // The task has ended.
                known.Before = known.Task is { IsCompletedSuccessfully: true } done ? done.Result : null;
#pragma warning restore RS0030
                known.AskedAt = time.GetTimestamp();
                known.Task = Task.Run(() => AskAsync(attempt, known));
            }

            asked = known.Task;
        }

        return await asked;
    }

    /// <summary>The view of the cluster, for logs.</summary>
    public JobView View()
    {
        lock (gate)
        {
            if (view is null || time.GetElapsedTime(openedAt) > MaxAge)
            {
                // Requests and streams may still read through the one before, which goes with the last of them.
                view = runners.Current().OpenView();
                openedAt = time.GetTimestamp();
            }

            return view;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            view?.Dispose();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is shown on the page, which has more to show.")]
    private async Task<JobInspection> AskAsync(AttemptReport attempt, Answer known)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var areEventsOld = known.EventsAt is not { } at || time.GetElapsedTime(at) >= AgeOfEvents;
            var jobs = new List<InspectedJob>();
            foreach (var job in attempt.Jobs.Where(job => job.Uid.Length > 0).Take(MaxJobs))
            {
                jobs.Add(
                    await AskAsync(
                        job, areEventsOld ? null : known.Before?.Jobs.FirstOrDefault(before => before.Job.Uid == job.Uid), patience.Token));
            }

            known.EventsAt = areEventsOld ? time.GetTimestamp() : known.EventsAt;
            return new(jobs, "");
        }
        catch (GojiUsageException)
        {
            return new([], "The cluster cannot be reached with the server's configuration.");
        }
        catch (Exception)
        {
            return new([], "The cluster does not answer.");
        }
    }

    private async Task<InspectedJob> AskAsync(KubernetesJobReport job, InspectedJob? before, CancellationToken cancellationToken)
    {
        var pods = await View().PodsAsync(job.Namespace, job.Uid, cancellationToken);
        if (before is not null && Phases(before.Pods).SequenceEqual(Phases(pods)))
        {
            return new(job, pods, before.Events);
        }

        var uids = pods.Reverse().Take(MaxPodsWithEvents).Select(pod => pod.Uid).Prepend(job.Uid);
        return new(job, pods, await View().EventsAsync(job.Namespace, uids, cancellationToken));
    }

    private static IEnumerable<(string, string)> Phases(IReadOnlyList<PodDetail> pods) =>
        pods.SelectMany(pod => pod.Containers.Select(each => (pod.Name, $"{pod.Phase} {each.State} {each.Reason}")));

    private void Forget()
    {
        foreach (var id in answers
            .Where(each => each.Value.Task is { IsCompleted: true } && time.GetElapsedTime(each.Value.AskedAt) > MaxAge)
            .Select(each => each.Key).ToList())
        {
            answers.Remove(id);
        }
    }

    private sealed class Answer
    {
        public Task<JobInspection>? Task { get; set; }

        public long AskedAt { get; set; }

        public long? EventsAt { get; set; }

        public JobInspection? Before { get; set; }
    }
}
