using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Kueue;

/// <summary>A Job that has a queue name, and how long Kueue holds it.</summary>
/// <param name="Queue">The name of its LocalQueue.</param>
/// <param name="Hold">Why it is never admitted: <c>never</c>, <c>checks</c>, <c>inactive</c>, <c>evicted</c>, <c>backoff</c> or
/// <c>no-queue</c>; empty where it is.</param>
/// <param name="CreatedAt">When the Job was created.</param>
/// <param name="AdmittedAt">When it is admitted; null for never.</param>
internal sealed record QueuedJob(string Queue, string Hold, DateTimeOffset CreatedAt, DateTimeOffset? AdmittedAt)
{
    /// <summary>Reads a Job; null where it has no queue name.</summary>
    public static QueuedJob? Read(JsonObject job)
    {
        var metadata = job.Object("metadata");
        if (metadata.TextMap("labels").GetValueOrDefault(KueueNames.Queue) is not { Length: > 0 } queue)
        {
            return null;
        }

        var script = job
            .Object("spec")
            .Object("template")
            .Object("metadata")
            .TextMap("annotations")
            .GetValueOrDefault(KueueNames.Script, "0")
            .Trim();
        var created = DateTimeOffset.Parse(
            metadata.Text("creationTimestamp")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return double.TryParse(script, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9
            ? new(queue, "", created, created.AddSeconds(seconds))
            : new(queue, script, created, null);
    }

    /// <summary>Suspends a new Job that has a queue name, as Kueue's webhook does.</summary>
    public static void Suspend(JsonObject job)
    {
        if (Read(job) is not null)
        {
            job.Child("spec")["suspend"] = true;
        }
    }

    /// <summary>Resumes a Job that has been admitted.</summary>
    /// <returns>Whether it was suspended.</returns>
    public bool Resume(JsonObject job, DateTimeOffset now)
    {
        var spec = job.Child("spec");
        if (AdmittedAt is null || AdmittedAt > now || spec.Flag("suspend") != true)
        {
            return false;
        }

        spec["suspend"] = false;
        job.Child("metadata")["generation"] = (job.Object("metadata").Long("generation") ?? 1) + 1;
        return true;
    }
}
