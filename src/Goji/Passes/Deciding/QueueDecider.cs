using Goji.Manifests;
using Goji.Passes.Cancelling;
using Goji.Passes.Deciding.Steering;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>Decides about the queued files: a pure function of the snapshot, the facts and the options.</summary>
/// <param name="options">The settings.</param>
/// <param name="manifests">The files' contents.</param>
/// <param name="takeover">The rule about other runners' claims.</param>
/// <param name="bounds">What the policy demands beyond the content of a file.</param>
/// <param name="now">The time by the API server's clock.</param>
internal sealed class QueueDecider(
    GojiOptions options, ManifestStore manifests, TakeoverRule takeover, PolicyBounds bounds, Func<DateTimeOffset> now)
{
    private static readonly JobState[] Finished = [JobState.Succeeded, JobState.Failed, JobState.Unknown];

    /// <param name="files">The queued files to decide about.</param>
    /// <param name="snapshot">The snapshot that they are in.</param>
    /// <param name="processing">The files that it has in processing.</param>
    /// <param name="away">The jobs with an open attempt whose file is not in processing.</param>
    /// <param name="repositoryId">The repository's id.</param>
    /// <param name="facts">What the cluster answered about the files.</param>
    /// <param name="batch">How many files may leave the queue.</param>
    /// <returns>The decisions, and whether they ended with a full batch.</returns>
    public (IReadOnlyList<Decision> Decisions, bool HasMore) Decide(
        IReadOnlyList<JobFile> files,
        IRepositorySnapshot snapshot,
        IReadOnlyList<ProcessingFile> processing,
        IReadOnlyList<ProcessingFile> away,
        string repositoryId,
        ClusterFacts facts,
        int batch)
    {
        var steering = (JobFile file) => manifests.SteeringOf(snapshot, file);
        var predecessors = new PredecessorRule(snapshot, steering);
        var work = snapshot.ReadOpenWork();
        var exclusion = new ExclusionRule(options, bounds.Policy, () => processing.Concat(away).Select(file => (
            file.File,
            (IReadOnlyList<string>)[.. steering(file.File).Groups.Union(work.GroupsOf(file.Path))],
            (IReadOnlyList<string>)[.. (file.Attempt?.Jobs ?? []).Select(run => run.Namespace)])));
        files = QueueOrder.Of(files, steering);
        var room = (options.MaxProcessing ?? int.MaxValue) - processing.Count;
        var taken = NamesInUse(snapshot, processing, repositoryId);
        var companions = new CompanionNames(
            () => processing.Select(file => (file.File, manifests.Prepare(snapshot, file.File, repositoryId))));
        var decisions = new List<Decision>();
        manifests.ReadAhead(snapshot, files.Take(Math.Min(batch, room)), repositoryId);
        foreach (var file in files)
        {
            if (batch == 0)
            {
                return (decisions, true);
            }

            var decision = room > 0 || steering(file).Expires <= now() || steering(file).Cancel is not null
                ? Steered(
                    snapshot,
                    Decide(snapshot, file, repositoryId, facts, taken, companions, OpenWorkIndex.ReturnOf(work, file)),
                    predecessors,
                    exclusion)
                : new Decision.Hold(
                    file,
                    $"MaxProcessing is {options.MaxProcessing}, and that many jobs are in processing/. It starts when one of them has "
                        + $"finished.");
            if (decision is Decision.Claim claim)
            {
                room--;
                exclusion.Add(file, claim.Prepared.Steering.Groups, [.. claim.Prepared.Jobs.Select(job => job.Namespace)]);
                foreach (var job in claim.Prepared.Jobs)
                {
                    taken.Add((job.Namespace, job.Name), file);
                }

                companions.Take(file, claim.Prepared);
            }

            if (decision is Decision.Hold hold)
            {
                manifests.Forget(file, repositoryId);
                decision = hold with { DueAt = Earlier(hold.DueAt, DueAt(steering(file))) };
            }
            else
            {
                batch--;
            }

            decisions.Add(decision);
        }

        return (decisions, false);
    }

    /// <summary>Applies the annotations of a file to the decision to claim it.</summary>
    private Decision Steered(IRepositorySnapshot snapshot, Decision decision, PredecessorRule predecessors, ExclusionRule exclusion)
    {
        if (decision is not Decision.Claim { Prepared: var prepared } claim)
        {
            return decision;
        }

        var (file, steering) = (claim.File, prepared.Steering);
        if (steering.NotBefore is { } begin && now() < begin)
        {
            return new Decision.Hold(file, $"It starts at {begin:u} or later, as its annotation goji.run/not-before asks.");
        }

        var obstacle = bounds.Obstacle(snapshot, file)
            ?? predecessors.Obstacle(file)
            ?? exclusion.Obstacle(file, steering.Groups, [.. prepared.Jobs.Select(job => job.Namespace).Distinct()]);
        return obstacle is null ? decision : new Decision.Hold(file, obstacle);
    }

    private Decision Decide(
        IRepositorySnapshot snapshot,
        JobFile file,
        string repositoryId,
        ClusterFacts facts,
        Dictionary<(string Namespace, string Name), JobFile> taken,
        CompanionNames companions,
        ClaimReturn? givenBack)
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
        if (finished.Count > 0 && options.Duplicates != DuplicatePolicy.Replace)
        {
            return options.Duplicates == DuplicatePolicy.Discard
                ? new Decision.Discard(file, finished[0])
                : new Decision.Hold(
                    file,
                    $"'{finished[0]}' has the same path. To run it again, delete one of the two or set Duplicates to Replace; to run it "
                        + $"beside, give it another name.");
        }

        RunRecord record;
        try
        {
            record = snapshot.ReadRecord(file.Path);
        }
        catch (RunRecordException exception)
        {
            return new Decision.Hold(file, exception.Message);
        }

        if (record.Newest is { IsOpen: true, IsJudged: false } open)
        {
            return new Decision.Hold(file, takeover.WhyOpen(open));
        }

        var prepared = manifests.Prepare(snapshot, file, repositoryId);
        if (manifests.SteeringOf(snapshot, file).Cancel is { } why)
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

        if (prepared.Steering.Expires is { } end && now() >= end)
        {
            return new Decision.Reject(
                file, prepared.RunId, $"Expired: it was not started before {end:u}, the time of its annotation goji.run/expires.", record)
            {
                Word = "Expired",
                Replaced = finished,
            };
        }

        foreach (var job in prepared.Jobs)
        {
            if (taken.TryGetValue((job.Namespace, job.Name), out var other))
            {
                return new Decision.Hold(
                    file, $"'{other}' names the same Job, '{job.Namespace}/{job.Name}'. It starts when that one has finished.");
            }

            if (facts.ClosedNamespaces.TryGetValue((prepared.Account, job.Namespace), out var closed))
            {
                return new Decision.Hold(file, closed);
            }

            if (facts.Existing.TryGetValue((job.Namespace, job.Name), out var existing)
                && EarlierJobs.Obstacle(snapshot, existing) is { } earlier)
            {
                return new Decision.Hold(file, earlier);
            }
        }

        if (facts.Refusals.TryGetValue(file.Path, out var refusal))
        {
            return new Decision.Hold(file, refusal);
        }

        if (companions.UserOf(prepared) is { } user)
        {
            return new Decision.Hold(
                file, $"{user.Companion.Place}: {user.Companion.Name} is in use by '{user.File}'. It starts when that one has finished.");
        }

        return givenBack is not null && givenBack.NextTry > now()
            ? new Decision.Hold(
                file, $"{givenBack.Reason} It was tried {givenBack.Times} times; it is tried again at {givenBack.NextTry:u}.")
            {
                DueAt = givenBack.NextTry,
            }
            : new Decision.Claim(file, prepared, record) { Replaced = finished, WasGivenBack = givenBack is not null };
    }

    /// <summary>The next of its times, also if it is held for another reason.</summary>
    private DateTimeOffset? DueAt(JobSteering steering) =>
        Earlier(steering.NotBefore > now() ? steering.NotBefore : null, steering.Expires);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private Dictionary<(string Namespace, string Name), JobFile> NamesInUse(
        IRepositorySnapshot snapshot, IReadOnlyList<ProcessingFile> processing, string repositoryId)
    {
        var taken = new Dictionary<(string, string), JobFile>();
        foreach (var job in processing)
        {
            var names = job.Attempt is { Jobs.Count: > 0 } attempt
                ? attempt.Jobs.Select(run => (run.Namespace, run.Name))
                : manifests.Prepare(snapshot, job.File, repositoryId).Jobs.Select(prepared => (prepared.Namespace, prepared.Name));
            foreach (var name in names)
            {
                taken.TryAdd(name, job.File);
            }
        }

        return taken;
    }
}
