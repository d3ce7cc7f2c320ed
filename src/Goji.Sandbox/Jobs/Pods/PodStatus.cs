using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>Writes a Pod's <c>status</c> as a node would.</summary>
internal static class PodStatus
{
    public static JsonObject Of(PodRun pod, JsonObject body, PodScript script)
    {
        var isScheduled = script.Result != PodResult.Unschedulable;
        var status = new JsonObject
        {
            ["phase"] = Phase(pod),
            ["conditions"] = Conditions(pod, isScheduled, body),
            ["qosClass"] = "BestEffort",
        };
        if (!isScheduled || pod.State == PodState.New)
        {
            return status;
        }

        status["hostIP"] = "192.168.49.2";
        status["startTime"] = Timestamp.Of(pod.Created);
        if (pod.State != PodState.Stuck)
        {
            status["podIP"] = "10.244.0.2";
        }

        var spec = body.Object("spec");
        if (spec.Array("initContainers") is { Count: > 0 })
        {
            status["initContainerStatuses"] = new JsonArray(
                [.. spec.Objects("initContainers").Select(one => ContainerStatus.OfInit(pod, one))]);
        }

        var first = true;
        var containers = new JsonArray();
        foreach (var container in spec.Objects("containers"))
        {
            containers.AddNode(ContainerStatus.Of(pod, container, script, first));
            first = false;
        }

        status["containerStatuses"] = containers;
        return status;
    }

    public static string Phase(PodRun pod) => pod.State switch
    {
        PodState.New or PodState.Stuck => "Pending",
        PodState.Succeeded => "Succeeded",
        PodState.Failed => "Failed",
        _ => "Running",
    };

    private static JsonArray Conditions(PodRun pod, bool isScheduled, JsonObject body)
    {
        if (!isScheduled)
        {
            const string Unschedulable = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
            return new(Condition("PodScheduled", false, pod.Created, "Unschedulable", Unschedulable));
        }

        var isRunning = pod.State == PodState.Running;
        var changed =
            pod.IsFinished ? pod.Finished : pod.State == PodState.New ? pod.Created : pod.Started == default ? pod.Created : pod.Started;
        var reason = isRunning ? null
            : pod.State == PodState.Succeeded ? "PodCompleted"
            : pod.State == PodState.Failed ? "PodFailed" : "ContainersNotReady";
        var names = string.Join(' ', body.Object("spec").Objects("containers").Select(one => one.Text("name")));
        var message = reason == "ContainersNotReady" ? $"containers with unready status: [{names}]" : null;
        return new(
            Condition("PodReadyToStartContainers", !pod.IsFinished, pod.Created),
            Condition("Initialized", true, pod.Created, pod.State == PodState.Succeeded ? "PodCompleted" : null),
            Condition("Ready", isRunning, changed, reason, message),
            Condition("ContainersReady", isRunning, changed, reason, message),
            Condition("PodScheduled", true, pod.Created));
    }

    private static JsonObject Condition(string type, bool status, DateTimeOffset time, string? reason = null, string? message = null)
    {
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status ? "True" : "False",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = Timestamp.Of(time),
        };
        if (reason is not null)
        {
            condition["reason"] = reason;
        }

        if (message is not null)
        {
            condition["message"] = message;
        }

        return condition;
    }
}
