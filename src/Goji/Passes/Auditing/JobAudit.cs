using System.Globalization;
using Goji.Passes.Deciding;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Ports.Sources;
using Goji.Records;

namespace Goji.Passes.Auditing;

/// <summary>Logs what a pass has done for a job file, and whose commit asked for it: one line for each event.</summary>
internal sealed class JobAudit(PassContext context, ICluster cluster)
{
    /// <summary>Logs the Jobs that were created for a file.</summary>
    /// <param name="snapshot">The snapshot that holds the claims.</param>
    /// <param name="result">What came of starting the file.</param>
    public void Started(IRepositorySnapshot snapshot, StartResult result)
    {
        var before = result.Order.Attempt.Jobs.Select(run => run.Uid).ToHashSet();
        var started = result.Attempt.Jobs.Where(run => run.Uid is { } uid && !before.Contains(uid)).ToList();
        if (started.Count > 0)
        {
            var file = result.Order.File;
            Write(
                GojiEvent.JobStarted,
                "Started {0}: {1} at {2} as {3}; ",
                [
                    file.Path,
                    string.Join(", ", started.Select(run => $"Job {run.Namespace}/{run.Name}")),
                    cluster.Address,
                    context.Policy?.AccountFor(file.Path) ?? "the runner",
                ],
                snapshot,
                file);
        }
    }

    /// <summary>Logs the files that were requeued, and those that were refused.</summary>
    /// <param name="snapshot">The snapshot that was decided about.</param>
    /// <param name="decisions">The decisions, which have landed at the remote.</param>
    public void Decided(IRepositorySnapshot snapshot, IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            switch (decision)
            {
                case Decision.Claim { WasReturned: false, Record: { Newest: { } earlier } record }:
                    Requeued(snapshot, decision.File, record, earlier);
                    break;

                case Decision.Reject { Record.Newest: { } earlier } reject:
                    Requeued(snapshot, decision.File, reject.Record, earlier);
                    Refused(snapshot, reject);
                    break;

                case Decision.Reject reject:
                    Refused(snapshot, reject);
                    break;
            }
        }
    }

    /// <summary>Logs a Job that was deleted because it is cancelled.</summary>
    /// <param name="snapshot">The snapshot with the request.</param>
    /// <param name="path">The path of the job file.</param>
    /// <param name="job">The Job.</param>
    /// <param name="reason">The reason that the request has.</param>
    public void Cancelled(IRepositorySnapshot snapshot, string path, ObservedJob job, string reason) => context.Log.Write(
        GojiEvent.JobCancelled,
        GojiLogLevel.Information,
        "Deleted Job {0}/{1} of {2}, which is cancelled.",
        [job.Namespace, job.Name, path, cluster.Address, reason, .. Describe(snapshot, snapshot.Find(JobState.Processing, path))]);

    private void Requeued(IRepositorySnapshot snapshot, JobFile file, RunRecord record, Attempt earlier) => Write(
        GojiEvent.RequeueFound,
        "Requeued {0}: attempt {1}, after one that is {2}; ",
        [file.Path, record.Attempts.Count + 1, earlier.State.ToString().ToLowerInvariant()],
        snapshot,
        file);

    private void Refused(IRepositorySnapshot snapshot, Decision.Reject reject) => Write(
        GojiEvent.JobRefused,
        "{1} {0}: {2} ",
        [reject.File.Path, reject.Word, reject.Reason],
        snapshot,
        reject.File);

    private void Write(GojiEvent id, string text, object[] arguments, IRepositorySnapshot snapshot, JobFile file)
    {
        var next = arguments.Length;
        var format = string.Create(
            CultureInfo.InvariantCulture,
            $"{text}commit {{{next}}} by {{{next + 1}}}, committed by {{{next + 2}}}, signed by {{{next + 3}}}.");
        context.Log.Write(id, GojiLogLevel.Verbose, format, [.. arguments, .. Describe(snapshot, file)]);
    }

    /// <summary>The ids, authors, committers and signers of the commits that brought a file.</summary>
    private string[] Describe(IRepositorySnapshot snapshot, JobFile? file)
    {
        try
        {
            var source = file is null ? new([], null) : context.Repository.Sources.Of(snapshot, file);
            return
            [
                List(source, commit => commit.Id, source.MissingAfter is { } end ? $"before {end}" : "unknown"),
                List(source, commit => commit.Author, "unknown"),
                List(source, commit => commit.Committer, "unknown"),
                file is not null && context.Policy?.RuleFor(file.Path)?.Verify is { } trusted
                    ? List(source, commit => context.Repository.Sources.Check(commit, trusted).Signer ?? "nobody", "unknown")
                    : "not checked",
            ];
        }
        catch (GojiException)
        {
            // What was done is logged all the same.
            return ["unknown", "unknown", "unknown", "unknown"];
        }
    }

    private static string List(FileSource source, Func<SourceCommit, string> text, string otherwise) =>
        source.Commits.Count > 0 ? string.Join(", ", source.Commits.Select(text).Distinct()) : otherwise;
}
