using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>Writes the status of one container, as a node does.</summary>
internal static class ContainerStatus
{
    public static JsonObject Of(PodRun pod, JsonObject container, PodScript script, bool isFirst)
    {
        var hasEnded = pod.IsFinished || pod.State == PodState.WaitingToRestart;
        var ownCode = isFirst ? pod.ExitCode : 0;
        var id = ContainerId(pod, container, pod.Restarts);
        var status = Frame(pod, container, pod.State == PodState.Running, id);
        status["restartCount"] = (long)(isFirst ? pod.Restarts : 0);
        status["state"] = pod.State switch
        {
            PodState.Running => Running(pod.Started),
            // Only the pod's events report a missing volume.
            PodState.Stuck when script.Result != PodResult.MissingVolume => Waiting(pod, container, script),
            PodState.WaitingToRestart when isFirst && pod.Restarts > 0 => CrashLoop(pod, container),
            _ when hasEnded => new JsonObject { ["terminated"] = Terminated(pod, script, ownCode, isFirst, id) },
            _ => new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ContainerCreating" } },
        };
        if (isFirst && pod.Restarts > 0)
        {
            status["lastState"] = new JsonObject { ["terminated"] = Last(pod, container, script) };
        }

        return status;
    }

    /// <summary>
    /// While a container waits to be started again, its last state is that of its newest run; else that of the run before.
    /// </summary>
    private static JsonObject Last(PodRun pod, JsonObject container, PodScript script) => pod.State == PodState.WaitingToRestart
        ? Terminated(pod, script, pod.ExitCode, isFirst: true, ContainerId(pod, container, pod.Restarts))
        : Terminated(
            pod,
            script,
            script.ExitCodeOf(pod.FirstRun + pod.Restarts - 1),
            isFirst: true,
            ContainerId(pod, container, pod.Restarts - 1),
            pod.Earlier?.Finished);

    public static JsonObject OfInit(PodRun pod, JsonObject container)
    {
        var isSidecar = container.Text("restartPolicy") == "Always";
        var id = ContainerId(pod, container, 0);
        var status = Frame(pod, container, pod.State == PodState.Running || !isSidecar, id);
        status["restartCount"] = 0L;
        var hasEnded = !isSidecar || pod.IsFinished;
        status["state"] = pod.State switch
        {
            PodState.Stuck => new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "PodInitializing" } },
            _ when hasEnded =>
                new JsonObject { ["terminated"] = Ended(0, "Completed", pod.Created, isSidecar ? pod.Finished : pod.Created, id) },
            _ => Running(pod.Created),
        };
        return status;
    }

    private static JsonObject Frame(PodRun pod, JsonObject container, bool isReady, string id)
    {
        var image = container.Text("image") ?? "";
        var status = new JsonObject
        {
            ["name"] = container.Text("name"),
            ["image"] = image,
            ["imageID"] = pod.State == PodState.Stuck ? "" : $"sandbox@sha256:{DeterministicNames.Hex(image)}",
            ["ready"] = isReady,
            ["started"] = pod.State == PodState.Running,
            ["lastState"] = new JsonObject(),
        };
        if (pod.State is not (PodState.Stuck or PodState.New))
        {
            status["containerID"] = id;
        }

        return status;
    }

    private static string ContainerId(PodRun pod, JsonObject container, int restart) =>
        $"containerd://{DeterministicNames.Hex($"{pod.Uid} {container.Text("name")} {restart}")}";

    private static JsonObject Running(DateTimeOffset since) =>
        new() { ["running"] = new JsonObject { ["startedAt"] = Timestamp.Of(since) } };

    private static JsonObject Waiting(PodRun pod, JsonObject container, PodScript script)
    {
        var image = container.Text("image");
        var (reason, message) = script.Result == PodResult.MissingSecret
            ? ("CreateContainerConfigError", "secret \"missing\" not found")
            : pod.IsBackingOff
                ? ("ImagePullBackOff", $"Back-off pulling image \"{image}\"")
                : ("ErrImagePull", $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": not found");
        return new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } };
    }

    private static JsonObject CrashLoop(PodRun pod, JsonObject container)
    {
        var delay = (int)Math.Ceiling(((pod.Due ?? pod.Finished) - pod.Finished).TotalSeconds);
        return new JsonObject
        {
            ["waiting"] = new JsonObject
            {
                ["reason"] = "CrashLoopBackOff",
                ["message"] = $"back-off {delay}s restarting failed container={container.Text("name")} pod={pod.Name}",
            },
        };
    }

    private static JsonObject Terminated(
        PodRun pod, PodScript script, int code, bool isFirst, string id, DateTimeOffset? finished = null)
    {
        var reason = code == 0 ? "Completed" : script.Result == PodResult.OutOfMemory ? "OOMKilled" : "Error";
        var end = finished ?? pod.Finished;
        var ended = Ended(code, reason, end - script.Duration, end, id);
        if (isFirst && script.TerminationMessage is { } message)
        {
            ended["message"] = message;
        }

        return ended;
    }

    private static JsonObject Ended(int code, string reason, DateTimeOffset started, DateTimeOffset finished, string id) => new()
    {
        ["exitCode"] = (long)code,
        ["reason"] = reason,
        ["startedAt"] = Timestamp.Of(started),
        ["finishedAt"] = Timestamp.Of(finished),
        ["containerID"] = id,
    };
}
