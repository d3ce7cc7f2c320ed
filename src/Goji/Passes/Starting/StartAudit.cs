using Goji.Ports;
using Goji.Ports.Sources;

namespace Goji.Passes.Starting;

/// <summary>Logs who has brought what is started: one line for each file.</summary>
internal sealed class StartAudit(PassContext context, ICluster cluster)
{
    /// <param name="snapshot">The snapshot that holds the claims.</param>
    /// <param name="result">What came of starting a file.</param>
    public void Write(IRepositorySnapshot snapshot, StartResult result)
    {
        var before = result.Order.Attempt.Jobs.Select(run => run.Uid).ToHashSet();
        var started = result.Attempt.Jobs.Where(run => run.Uid is { } uid && !before.Contains(uid)).ToList();
        if (started.Count == 0)
        {
            return;
        }

        var (file, rule) = (result.Order.File, context.Policy?.RuleFor(result.Order.File.Path));
        var source = context.Repository.Sources.Of(snapshot, file);
        context.Log.Write(
            GojiEvent.JobStarted,
            GojiLogLevel.Verbose,
            "Started {0}: {1} at {2} as {3}; commit {4} by {5}, committed by {6}, signed by {7}.",
            file.Path,
            string.Join(", ", started.Select(run => $"Job {run.Namespace}/{run.Name}")),
            cluster.Address,
            rule?.Impersonate ?? "the runner",
            List(source, commit => commit.Id, source.MissingAfter is { } end ? $"before {end}" : null),
            List(source, commit => commit.Author, "unknown"),
            List(source, commit => commit.Committer, "unknown"),
            rule?.Verify is { } trusted
                ? List(source, commit => context.Repository.Sources.Check(commit, trusted).Signer ?? "nobody", null)
                : "not checked");
    }

    private static string List(FileSource source, Func<SourceCommit, string> text, string? otherwise) =>
        source.Commits.Count > 0 ? string.Join(", ", source.Commits.Select(text).Distinct()) : otherwise ?? "unknown";
}
