using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>The log of a pod's container: the pod's annotation says what it wrote.</summary>
internal static class PodLog
{
    public static string Read(ObjectStore store, ApiTarget target, ApiQuery query)
    {
        var pod = store.Find(ResourceKind.Pod, target.Namespace ?? "", target.Name!) ?? throw ApiFailure.NotFound(ResourceKind.Pod, target.Name!);
        var body = pod.Open();
        var name = Container(body, pod.Name, query["container"]);
        var status = body.Object("status").Objects("containerStatuses").Concat(body.Object("status").Objects("initContainerStatuses"))
            .FirstOrDefault(one => one.Text("name") == name);
        if (status.Object("state").Object("waiting") is { } waiting && status.Object("lastState").Object("terminated") is null)
        {
            throw ApiFailure.BadRequest($"container \"{name}\" in pod \"{pod.Name}\" is waiting to start: {Friendly(waiting.Text("reason"))}");
        }

        if (query.Flag("previous") && status.Object("lastState").Object("terminated") is null)
        {
            throw ApiFailure.BadRequest($"previous terminated container \"{name}\" in pod \"{pod.Name}\" not found");
        }

        // Only the first container has a script; the others say nothing.
        var script = PodScript.Read(body);
        var text = name == script.FirstContainer ? script.Log ?? "" : "";
        return Tail(text.Length == 0 || text.EndsWith('\n') ? text : text + "\n", query);
    }

    private static string Container(JsonObject body, string pod, string? wanted)
    {
        var containers = body.Object("spec").Objects("containers").Select(one => one.Text("name")!).ToList();
        var init = body.Object("spec").Objects("initContainers").Select(one => one.Text("name")!).ToList();
        if (wanted is not null)
        {
            return containers.Contains(wanted) || init.Contains(wanted)
                ? wanted
                : throw ApiFailure.BadRequest($"container {wanted} is not valid for pod {pod}");
        }

        if (containers.Count == 1)
        {
            return containers[0];
        }

        var choice = $"choose one of: [{string.Join(' ', containers)}]";
        var inits = init.Count == 0 ? "" : $" or one of the init containers: [{string.Join(' ', init)}]";
        throw ApiFailure.BadRequest($"a container name must be specified for pod {pod}, {choice}{inits}");
    }

    private static string Friendly(string? reason) => reason switch
    {
        "ErrImagePull" => "image can't be pulled",
        "ImagePullBackOff" => "trying and failing to pull image",
        _ => reason ?? "ContainerCreating",
    };

    private static string Tail(string text, ApiQuery query)
    {
        if (query.Number("tailLines") is { } count && text.Length > 0)
        {
            var lines = text.TrimEnd('\n').Split('\n');
            text = count <= 0 ? "" : string.Join('\n', lines.TakeLast((int)Math.Min(count, int.MaxValue))) + "\n";
        }

        return query.Number("limitBytes") is { } limit && limit < text.Length ? text[..(int)Math.Max(0, limit)] : text;
    }
}
