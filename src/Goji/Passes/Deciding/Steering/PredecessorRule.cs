using Goji.Manifests;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding.Steering;

/// <summary>
/// The rule of <c>goji.run/after</c>: a file is held until each file that it names is neither queued nor processing, and its newest attempt
/// has succeeded. In every other case the file is held: it never starts by accident.
/// </summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="steeringOf">The annotations of a queued file.</param>
internal sealed class PredecessorRule(IRepositorySnapshot snapshot, Func<JobFile, JobSteering> steeringOf)
{
    private static readonly JobState[] Bad = [JobState.Failed, JobState.Unknown];

    private WaitCycles? cycles;

    /// <summary>Why the file must wait; null if all of its predecessors have succeeded.</summary>
    public string? Obstacle(JobFile file)
    {
        if (steeringOf(file).After.Count > 0 && (cycles ??= new(QueuedBefore)).Ahead(file.Path) is { } cycle)
        {
            return WaitCycles.Describe(cycle);
        }

        foreach (var name in steeringOf(file).After)
        {
            if (WaitsFor(name) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private string? WaitsFor(string name)
    {
        if (snapshot.Find(JobState.Processing, name) is { } running)
        {
            return $"It waits for '{running}'.";
        }

        if (snapshot.Find(JobState.Queued, name) is { } queued)
        {
            return Chain(queued);
        }

        var after = $"To start it anyway, remove '{name}' from its annotation goji.run/after.";
        if (Bad.Select(state => snapshot.Find(state, name)).FirstOrDefault(found => found is not null) is { } bad)
        {
            var what = bad.State == JobState.Failed ? "has failed" : "ended in a state that is not known";
            return $"It waits for '{bad}', which {what}. Mend and requeue that one. {after}";
        }

        return Newest(name) switch
        {
            { State: JobState.Succeeded } => null,
            null when snapshot.Find(JobState.Succeeded, name) is not null => null,
            null => $"It waits for '{name}', of which the repository has neither a file nor a record. Queue that one, or correct the name: "
                + $"it is the path below the state folder. {after}",
            { IsJudged: false } => $"It waits for '{name}', whose last attempt has no verdict yet.",
            _ => $"It waits for '{name}', whose last attempt did not succeed. Queue that one again. {after}",
        };
    }

    /// <summary>Names the whole chain, up to a file that waits for nothing in the queue.</summary>
    private string Chain(JobFile next)
    {
        var chain = new List<JobFile>();
        for (var link = next; link is not null; link = link.State == JobState.Processing ? null : NextOf(link))
        {
            chain.Add(link);
        }

        return "It waits for " + string.Join(", which waits for ", chain.Select(link => $"'{link}'")) + ".";
    }

    private JobFile? NextOf(JobFile link) => steeringOf(link).After
        .Select(name => snapshot.Find(JobState.Processing, name) ?? snapshot.Find(JobState.Queued, name))
        .FirstOrDefault(found => found is not null);

    /// <summary>What a file waits for that has not started: nothing else can be waiting for it in turn.</summary>
    private IReadOnlyList<string> QueuedBefore(string path) =>
        snapshot.Find(JobState.Processing, path) is null && snapshot.Find(JobState.Queued, path) is { } file ? steeringOf(file).After : [];

    private Attempt? Newest(string name)
    {
        try
        {
            return snapshot.ReadRecord(name).Newest;
        }
        catch (RunRecordException)
        {
            return null;
        }
    }
}
