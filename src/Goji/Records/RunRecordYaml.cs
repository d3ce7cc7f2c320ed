using System.Globalization;
using System.Text.Json.Nodes;

namespace Goji.Records;

/// <summary>Reads and writes run records as YAML. Reading is strict: what this version does not know, it must not drop.</summary>
internal static class RunRecordYaml
{
    /// <summary>The size in bytes up to which a record is read. A full one stays far below.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <inheritdoc cref="RunRecordLines.Read"/>
    /// <exception cref="RunRecordException">The text is no run record of this version.</exception>
    public static RunRecord Read(string path, byte[] content, RunRecord? similar = null) =>
        RunRecordLines.Read(content, similar) ?? ReadAnyYaml(path, content);

    /// <summary>Reads a record in whatever YAML a person may have made of it.</summary>
    internal static RunRecord ReadAnyYaml(string path, byte[] content)
    {
        try
        {
            return ReadRecord(RecordFields.ReadMapping(content));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw RunRecordException.Unreadable(path, exception);
        }
    }

    public static byte[] Write(RunRecord record)
    {
        var text = new PlainYaml();
        text.Line("attempts:");
        foreach (var attempt in record.Attempts)
        {
            text.Entry("- id", attempt.Id);
            text.Entry("  claimedAt", attempt.ClaimedAt);
            text.Entry("  claimedBy", attempt.ClaimedBy);
            text.Entry("  cluster", attempt.Cluster);
            text.Entry("  clusterCa", attempt.ClusterProofs);
            text.Entry("  refused", attempt.Refused);
            if (attempt.Jobs.Count > 0)
            {
                text.Line("  jobs:");
            }

            foreach (var job in attempt.Jobs)
            {
                text.Entry("  - namespace", job.Namespace);
                text.Entry("    name", job.Name);
                text.Entry("    uid", job.Uid);
                text.Entry("    ttl", job.Ttl);
                text.Entry("    startedAt", job.StartedAt);
                text.Entry("    finishedAt", job.FinishedAt);
                text.Entry("    outcome", job.Outcome?.ToString());
                text.Entry("    reason", job.Reason);
                text.Entry("    message", job.Message);
            }
        }

        return text.ToBytes();
    }

    private static RunRecord ReadRecord(JsonObject root)
    {
        var fields = new RecordFields(root, "attempts");
        return new([.. fields.List("attempts").Select(ReadAttempt)]);
    }

    private static Attempt ReadAttempt(JsonObject node)
    {
        var fields = new RecordFields(node, "id", "claimedAt", "claimedBy", "cluster", "clusterCa", "refused", "jobs");
        return new(
            fields.Required("id") is var id && JobRun.IsId(id) ? id : throw new FormatException($"The id '{id}' is no run id."),
            fields.Time("claimedAt") ?? throw new FormatException("An attempt has no claimedAt."),
            fields.Required("claimedBy"))
        {
            Cluster = fields.Text("cluster"),
            ClusterProofs = fields.Text("clusterCa"),
            Refused = fields.Text("refused"),
            Jobs = [.. fields.List("jobs").Select(ReadJob)],
        };
    }

    private static JobRun ReadJob(JsonObject node)
    {
        var fields = new RecordFields(node, "namespace", "name", "uid", "ttl", "startedAt", "finishedAt", "outcome", "reason", "message");
        var run = new JobRun(fields.Required("namespace"), fields.Required("name"))
        {
            Uid = fields.Text("uid"),
            Ttl = fields.Text("ttl") is { } ttl ? int.Parse(ttl, NumberStyles.None, CultureInfo.InvariantCulture) : null,
            StartedAt = fields.Time("startedAt"),
            FinishedAt = fields.Time("finishedAt"),
            Outcome = fields.Text("outcome") is { } outcome ? ReadOutcome(outcome) : null,
            Reason = fields.Text("reason"),
            Message = fields.Text("message"),
        };
        return run.IsWellFormed
            ? run
            : throw new FormatException($"The namespace, name or UID of the Job '{run}' is none that Kubernetes gives.");
    }

    private static JobOutcome ReadOutcome(string text) => text switch
    {
        nameof(JobOutcome.Succeeded) => JobOutcome.Succeeded,
        nameof(JobOutcome.Failed) => JobOutcome.Failed,
        nameof(JobOutcome.Unknown) => JobOutcome.Unknown,
        _ => throw new FormatException($"The outcome '{text}' is none of Succeeded, Failed, Unknown."),
    };
}
