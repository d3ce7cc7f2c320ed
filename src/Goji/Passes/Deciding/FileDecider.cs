using Goji.Passes.Cancelling;
using Goji.Passes.Deciding.Companions;
using Goji.Passes.Deciding.Steering;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>Decides about one queued file after the other. One instance serves one state of the queue.</summary>
internal sealed class FileDecider
{
    private static readonly JobState[] Finished = [JobState.Succeeded, JobState.Failed, JobState.Unknown];

    private readonly QueueRules rules;
    private readonly QueueState state;
    private readonly IRepositorySnapshot snapshot;
    private readonly ReturnedClaims returns;
    private readonly JobNames names;
    private readonly CompanionNames companions;
    private readonly PredecessorRule predecessors;
    private readonly ExclusionRule exclusion;

    public FileDecider(QueueRules rules, QueueState state)
    {
        this.rules = rules;
        this.state = state;
        snapshot = state.Snapshot;
        var work = snapshot.ReadOpenWork();
        returns = new(work);
        names = new(state, rules.Manifests);
        companions = new(() => state.Processing.Select(
            file => (file.File, rules.Manifests.Prepare(snapshot, file.File, state.RepositoryId))));
        predecessors = new(snapshot, file => rules.Manifests.SteeringOf(snapshot, file));
        var groups = new FileGroups(snapshot, work, rules.Manifests);
        exclusion = new(rules.Options, rules.Bounds.Policy, () => state.Processing.Concat(state.Away).Select(file => (
            file.File,
            groups.Of(file.File),
            (IReadOnlyList<string>)[.. (file.Attempt?.Jobs ?? []).Select(run => run.Namespace)])));
    }

    public Decision Decide(JobFile file) => Steered(DecideAboutPath(file));

    /// <summary>Counts a file that is claimed: those after it must not get in its way.</summary>
    public void Take(Decision.Claim claim)
    {
        var (file, prepared) = (claim.File, claim.Prepared);
        exclusion.Add(file, prepared.Steering.Groups, [.. prepared.Jobs.Select(job => job.Namespace)]);
        names.Take(file, prepared);
        companions.Take(file, prepared);
    }

    /// <summary>Applies the annotations of a file to the decision to claim it.</summary>
    private Decision Steered(Decision decision)
    {
        if (decision is not Decision.Claim { Prepared: var prepared } claim)
        {
            return decision;
        }

        var (file, steering) = (claim.File, prepared.Steering);
        if (steering.NotBefore is { } begin && rules.Now() < begin)
        {
            return new Decision.Hold(file, $"It starts at {begin:u} or later, as its annotation goji.run/not-before asks.");
        }

        var obstacle = rules.Bounds.Obstacle(snapshot, file)
            ?? predecessors.Obstacle(file)
            ?? exclusion.Obstacle(file, steering.Groups, [.. prepared.Jobs.Select(job => job.Namespace).Distinct()]);
        return obstacle is null ? decision : new Decision.Hold(file, obstacle);
    }

    /// <summary>Decides by what else the repository has at the paths of the file.</summary>
    private Decision DecideAboutPath(JobFile file)
    {
        if (snapshot.Find(JobState.Processing, file.Path) is { } running)
        {
            return new Decision.Hold(
                file,
                $"'{running}' has the same path and is being processed. It starts when that one has finished, or under another name.");
        }

        string[] targets =
            [snapshot.PathOf(JobState.Processing, file.Path), snapshot.PathOf(JobState.Failed, file.Path), RunRecord.PathOf(file.Path)];
        if (targets.Select(snapshot.ObstacleAt).FirstOrDefault(found => found is not null) is { } obstacle)
        {
            return new Decision.Hold(
                file, $"'{obstacle}' is in its way: one name cannot be a file's and a folder's. Rename one of the two.");
        }

        var finished = Finished.Select(state => snapshot.Find(state, file.Path)).OfType<JobFile>().ToList();
        if (finished.Count > 0 && rules.Options.Duplicates != DuplicatePolicy.Replace)
        {
            return rules.Options.Duplicates == DuplicatePolicy.Discard
                ? new Decision.Discard(file, finished[0])
                : new Decision.Hold(
                    file,
                    $"'{finished[0]}' has the same path. To run it again, delete one of the two or set Duplicates to Replace; to run it "
                        + $"beside, give it another name.");
        }

        try
        {
            var record = snapshot.ReadRecord(file.Path);
            return record.Newest is { IsOpen: true, IsJudged: false } open
                ? new Decision.Hold(file, rules.Takeover.WhyOpen(open))
                : DecideAboutContent(file, record, finished);
        }
        catch (RunRecordException exception)
        {
            return new Decision.Hold(file, exception.Message);
        }
    }

    /// <summary>Decides by what the file holds.</summary>
    private Decision DecideAboutContent(JobFile file, RunRecord record, IReadOnlyList<JobFile> finished)
    {
        var prepared = rules.Manifests.Prepare(snapshot, file, state.RepositoryId);
        if (rules.Manifests.SteeringOf(snapshot, file).Cancel is { } why)
        {
            return new Decision.Reject(file, prepared.RunId, $"Cancelled: {CancelText.Message(why)}", record)
            {
                Word = JobRun.Cancelled,
                Replaced = finished,
            };
        }

        if (prepared.Refusal is not null)
        {
            return new Decision.Reject(file, prepared.RunId, prepared.Refusal, record) { Replaced = finished };
        }

        if (prepared.Steering.Expires is { } end && rules.Now() >= end)
        {
            return new Decision.Reject(
                file, prepared.RunId, $"Expired: it was not started before {end:u}, the time of its annotation goji.run/expires.", record)
            {
                Word = "Expired",
                Replaced = finished,
            };
        }

        var givenBack = returns.Of(file);
        return ObstacleOf(file, prepared) is { } obstacle ? new Decision.Hold(file, obstacle)
            : givenBack is not null && givenBack.NextTry > rules.Now()
                ? new Decision.Hold(
                    file, $"{givenBack.Reason} It was tried {givenBack.Times} times; it is tried again at {givenBack.NextTry:u}.")
                {
                    DueAt = givenBack.NextTry,
                }
                : new Decision.Claim(file, prepared, record) { Replaced = finished, WasReturned = givenBack is not null };
    }

    /// <summary>Why the cluster, or another file, does not let a file start now; null where nothing is in its way.</summary>
    private string? ObstacleOf(JobFile file, PreparedFile prepared)
    {
        foreach (var job in prepared.Jobs)
        {
            if (names.UserOf(job) is { } other)
            {
                return $"'{other}' names the same Job, '{job.Namespace}/{job.Name}'. It starts when that one has finished.";
            }

            if (state.Facts.ClosedNamespaces.TryGetValue((prepared.Account, job.Namespace), out var closed))
            {
                return closed;
            }

            if (state.Facts.Existing.TryGetValue((job.Namespace, job.Name), out var existing)
                && EarlierJobs.Obstacle(snapshot, existing) is { } earlier)
            {
                return earlier;
            }
        }

        return state.Facts.Refusals.TryGetValue(file.Path, out var refusal) ? refusal
            : companions.UserOf(prepared) is { } user
                ? $"{user.Companion.Place}: {user.Companion.Name} is in use by '{user.File}'. It starts when that one has finished."
                : null;
    }
}
