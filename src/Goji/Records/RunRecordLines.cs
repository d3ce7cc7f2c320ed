namespace Goji.Records;

/// <summary>
/// Reads a run record in the very form that <see cref="RunRecordYaml.Write"/> gives it: a hundred times faster than as YAML, and for
/// nothing else.
/// </summary>
internal static class RunRecordLines
{
    /// <summary>The record, or null where the text has any other form, be it a valid one.</summary>
    /// <param name="content">The text.</param>
    /// <param name="similar">A record that may have texts in common with this one, such as the runner's name; null for none.</param>
    public static RunRecord? Read(ReadOnlySpan<byte> content, RunRecord? similar = null)
    {
        var lines = new CanonicalLines(content);
        if (!lines.Take("attempts:"u8))
        {
            return null;
        }

        var attempts = new List<Attempt>(1);
        while (!lines.AtEnd)
        {
            if (ReadAttempt(ref lines, similar?.Newest) is not { } attempt)
            {
                return null;
            }

            attempts.Add(attempt);
        }

        return new(attempts);
    }

    private static Attempt? ReadAttempt(ref CanonicalLines lines, Attempt? similar)
    {
        if (lines.Text("- id: "u8) is not { Length: > 0 } id
            || !JobRun.IsId(id)
            || lines.Time("  claimedAt: "u8) is not { } claimedAt
            || lines.Text("  claimedBy: "u8, similar?.ClaimedBy) is not { Length: > 0 } claimedBy)
        {
            return null;
        }

        var attempt = new Attempt(id, claimedAt, claimedBy)
        {
            Cluster = lines.Text("  cluster: "u8, similar?.Cluster),
            ClusterProofs = lines.Text("  clusterCa: "u8, similar?.ClusterProofs),
            Refused = lines.Text("  refused: "u8),
            Jobs = lines.Take("  jobs:"u8) ? ReadJobs(ref lines, similar is { Jobs: [var run, ..] } ? run.Namespace : null) : [],
        };
        return lines.AreForeign || !attempt.Jobs.All(run => run.IsWellFormed) ? null : attempt;
    }

    private static List<JobRun> ReadJobs(ref CanonicalLines lines, string? likely)
    {
        var jobs = new List<JobRun>(1);
        while (lines.Text("  - namespace: "u8, likely) is { Length: > 0 } space && lines.Text("    name: "u8) is { Length: > 0 } name)
        {
            jobs.Add(new(space, name)
            {
                Uid = lines.Text("    uid: "u8),
                Ttl = lines.Number("    ttl: "u8),
                StartedAt = lines.Time("    startedAt: "u8),
                FinishedAt = lines.Time("    finishedAt: "u8),
                Outcome = lines.Outcome("    outcome: "u8),
                Reason = lines.Text("    reason: "u8),
                Message = lines.Text("    message: "u8),
            });
        }

        return jobs;
    }
}
