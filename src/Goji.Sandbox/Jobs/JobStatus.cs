using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Jobs;

/// <summary>Writes what the controller has found into the Job's <c>status</c>.</summary>
internal static class JobStatus
{
    /// <returns>True if the status changed.</returns>
    public static bool Write(ObjectStore store, StoredObject job, JsonObject body, JobRun run, JobPlan plan, DateTimeOffset now)
    {
        var status = Of(run, plan);
        if (JsonNode.DeepEquals(body["status"], status))
        {
            return false;
        }

        body["status"] = status;
        store.Put(job.Kind, body, now);
        return true;
    }

    private static JsonObject Of(JobRun run, JobPlan plan)
    {
        var status = new JsonObject();
        var conditions = Conditions(run);
        var active = run.Pods.Count(pod => pod.IsActive);
        AddCount(status, "active", active);
        if (plan.IsIndexed && run.CompletedIndexes.Count > 0)
        {
            status["completedIndexes"] = IndexRanges.Format(run.CompletedIndexes);
        }

        if (run.Verdict is { IsSuccess: true, Enacted: { } enacted })
        {
            status["completionTime"] = Timestamp.Of(enacted);
        }

        if (conditions.Count > 0)
        {
            status["conditions"] = conditions;
        }

        AddCount(status, "failed", run.Failed);
        if (plan.BackoffLimitPerIndex is not null)
        {
            status["failedIndexes"] = IndexRanges.Format(run.FailedIndexes);
        }

        status["ready"] = (long)run.Pods.Count(pod => pod.State == PodState.Running);
        if (run.StartTime is { } start)
        {
            status["startTime"] = Timestamp.Of(start);
        }

        AddCount(status, "succeeded", run.Succeeded);
        status["terminating"] = (long)run.Pods.Count(pod => pod.State == PodState.Terminating);
        status["uncountedTerminatedPods"] = new JsonObject();
        return status;
    }

    private static JsonArray Conditions(JobRun run)
    {
        var conditions = new JsonArray();
        if (run.IsSuspended is { } suspended)
        {
            conditions.AddNode(suspended
                ? Condition("Suspended", "True", "JobSuspended", "Job suspended", run.SuspensionChanged)
                : Condition("Suspended", "False", "JobResumed", "Job resumed", run.SuspensionChanged));
        }

        if (run.Verdict is { } verdict)
        {
            conditions.AddNode(
                Condition(
                    verdict.IsSuccess ? "SuccessCriteriaMet" : "FailureTarget",
                    "True",
                    verdict.Reason,
                    verdict.Message,
                    verdict.Decided));
            if (verdict.Enacted is { } enacted)
            {
                conditions.AddNode(Condition(verdict.IsSuccess ? "Complete" : "Failed", "True", verdict.Reason, verdict.Message, enacted));
            }
        }

        return conditions;
    }

    private static JsonObject Condition(string type, string status, string reason, string message, DateTimeOffset time) => new()
    {
        ["lastProbeTime"] = Timestamp.Of(time),
        ["lastTransitionTime"] = Timestamp.Of(time),
        ["message"] = message,
        ["reason"] = reason,
        ["status"] = status,
        ["type"] = type,
    };

    private static void AddCount(JsonObject status, string name, int count)
    {
        if (count > 0)
        {
            status[name] = (long)count;
        }
    }
}
