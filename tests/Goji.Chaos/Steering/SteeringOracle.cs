using System.Text;
using Goji.Records;
using Goji.Testing;

namespace Goji.Chaos.Steering;

/// <summary>Compares what a cluster's own watches have seen, and what the repository records, with what was promised.</summary>
internal sealed class SteeringOracle
{
    private readonly BareOrigin origin;
    private readonly Dictionary<string, SteeredFile> files;
    private readonly IReadOnlyList<ClusterEvent> events;
    private readonly Dictionary<string, ClusterEvent> jobs = [];
    private readonly Dictionary<string, string> ends = [];
    private readonly Dictionary<string, JobRun> runs = [];
    private readonly List<(string File, Attempt Attempt)> attempts;

    public SteeringOracle(BareOrigin origin, IReadOnlyList<SteeredFile> files, IReadOnlyList<ClusterEvent> events)
    {
        this.origin = origin;
        this.files = files.ToDictionary(file => file.Path);
        this.events = events;
        foreach (var happened in events.Where(happened => !happened.IsPod))
        {
            jobs.TryAdd(happened.Uid, happened);
            if (happened.End is { } end)
            {
                ends.TryAdd(happened.Uid, end);
            }
        }

        attempts = [.. files.SelectMany(file => RecordOf(file.Path).Attempts.Select(attempt => (file.Path, attempt)))];
        foreach (var run in attempts.SelectMany(item => item.Attempt.Jobs).Where(run => run.Uid is not null))
        {
            runs[run.Uid!] = run;
        }
    }

    /// <summary>How many attempts ended as cancelled.</summary>
    public int Cancelled => attempts.Count(item => item.Attempt.Refused is not null || item.Attempt.Jobs.Any(run => run.Reason == JobRun.Cancelled));

    public IEnumerable<string> Broken() =>
        [.. Overlaps(), .. Starts(), .. Verdicts(), .. Deletions(), .. Claims(), .. Folders()];

    /// <summary>No two pods of two runs of one file, and none of two files of one group, at any time.</summary>
    private IEnumerable<string> Overlaps()
    {
        var alive = new Dictionary<string, string>();
        foreach (var pod in events.Where(happened => happened.IsPod))
        {
            if (pod.Type == "DELETED" || pod.End is not null)
            {
                alive.Remove(pod.Uid);
                continue;
            }

            if (!alive.TryAdd(pod.Uid, pod.Owner))
            {
                continue;
            }

            var file = jobs[pod.Owner].File;
            foreach (var other in alive.Values.Where(uid => uid != pod.Owner).Distinct())
            {
                if (jobs[other].File == file)
                {
                    yield return $"OVERLAP: a pod of run {jobs[pod.Owner].RunId} of {file} began while one of run {jobs[other].RunId} was there.";
                }
                else if (files[file].Group is { } group && files[jobs[other].File].Group == group)
                {
                    yield return $"TWO OF A GROUP: a pod of {file} began while one of {jobs[other].File} was there:\n{Account(pod.Owner, other)}";
                }
            }
        }
    }

    /// <summary>What the cluster has seen of two Jobs, and the commits about their files.</summary>
    private string Account(string one, string other) => string.Join(
        '\n',
        events.Where(happened => happened.Owner == one || happened.Owner == other)
            .Select(happened => $"{happened.Version} {happened.Type} {(happened.IsPod ? "pod of" : "Job of")} {jobs[happened.Owner].File} {happened.End}")
            .Append(origin.Git("log", "--reverse", "--format=%h %cI %cn: %s", "--name-status", origin.Branch, "--", RunRecord.PathOf(jobs[one].File), RunRecord.PathOf(jobs[other].File)))
            .Append(origin.Show(RunRecord.PathOf(jobs[one].File)))
            .Append(origin.Show(RunRecord.PathOf(jobs[other].File))));

    /// <summary>Each run is started once, and no link before its predecessor has succeeded.</summary>
    private IEnumerable<string> Starts()
    {
        foreach (var twice in jobs.Values.GroupBy(job => job.RunId).Where(group => group.Count() > 1))
        {
            yield return $"DOUBLE START: run {twice.Key} of {twice.First().File} was created {twice.Count()} times.";
        }

        foreach (var job in jobs.Values.Where(job => files[job.File].After is not null))
        {
            if (!events.Any(happened => happened.Version < job.Version && happened.End == "Complete" && jobs[happened.Owner].File == files[job.File].After))
            {
                yield return $"STARTED TOO EARLY: {job.File} was created before {files[job.File].After} had succeeded.";
            }
        }
    }

    /// <summary>Every verdict of the cluster is recorded as it was, and nothing but a cancel takes its place.</summary>
    private IEnumerable<string> Verdicts()
    {
        foreach (var job in jobs.Values)
        {
            if (runs.GetValueOrDefault(job.Uid) is not { Outcome: { } outcome } run)
            {
                yield return $"NOT RECORDED: the Job of run {job.RunId} of {job.File}. The record is:\n{origin.Show(RunRecord.PathOf(job.File))}";
                continue;
            }

            var expected = ends.GetValueOrDefault(job.Uid) switch
            {
                "Complete" => JobOutcome.Succeeded,
                _ => JobOutcome.Failed,
            };
            if (outcome != expected || (run.Reason == JobRun.Cancelled) == ends.ContainsKey(job.Uid))
            {
                yield return $"WRONG VERDICT: run {job.RunId} of {job.File} is {outcome} ({run.Reason}), and the cluster had '{ends.GetValueOrDefault(job.Uid)}'.";
            }
        }
    }

    /// <summary>Only cancelled Jobs are deleted, and finished ones that give way to a later run.</summary>
    private IEnumerable<string> Deletions() =>
        events.Where(happened => happened is { IsPod: false, Type: "DELETED" } && !ends.ContainsKey(happened.Uid) && runs.GetValueOrDefault(happened.Uid)?.Reason != JobRun.Cancelled)
            .Select(job => $"DELETED WITHOUT A REQUEST: the Job of run {job.RunId} of {job.File}.");

    /// <summary>Nothing is claimed whose cancel was requested before, and nothing starts that was recorded as never started.</summary>
    private IEnumerable<string> Claims()
    {
        foreach (var job in jobs.Values)
        {
            var claim = origin.Git("log", "--reverse", "--format=%H", $"-S{job.RunId}", origin.Branch, "--", RunRecord.PathOf(job.File)).Split('\n')[0];
            if (origin.Git("show", $"{claim}^:queued/{job.File}").Contains("goji.run/cancel", StringComparison.Ordinal))
            {
                yield return $"STARTED AFTER ITS CANCEL: run {job.RunId} of {job.File} was claimed at {claim[..7]}.";
            }
        }

        foreach (var (file, attempt) in attempts.Where(item => item.Attempt.Jobs.Any(run => run is { Reason: JobRun.Cancelled, Uid: null })))
        {
            if (jobs.Values.Any(job => job.RunId == attempt.Id))
            {
                yield return $"STARTED AFTER ITS CANCEL: run {attempt.Id} of {file}, which is recorded as never started.";
            }
        }
    }

    /// <summary>Every file is in one folder, and no request is left on a file that has left processing.</summary>
    private IEnumerable<string> Folders()
    {
        var there = origin.Files;
        foreach (var file in files.Keys)
        {
            var places = BareOrigin.StateFolders.Where(folder => there.Contains($"{folder}/{file}")).ToList();
            if (places is not [var folder])
            {
                yield return $"LOST OR DOUBLED: {file} is in '{string.Join("', '", places)}'.";
            }
            else if (origin.Show($"{folder}/{file}").Contains("goji.run/cancel", StringComparison.Ordinal))
            {
                yield return $"The request is left on {folder}/{file}.";
            }
        }

        origin.Git("fsck", "--strict", "--no-dangling");
    }

    private RunRecord RecordOf(string file) => RunRecordYaml.Read(file, Encoding.UTF8.GetBytes(origin.Show(RunRecord.PathOf(file)) + "\n"));
}
