using System.Text.Json.Nodes;

namespace Goji.Policies;

/// <summary>What a pod may use at most, by the limits of its containers.</summary>
internal static class PodResources
{
    public static IEnumerable<string> Violations(PodSpec pod, string resource, ResourceAmount most)
    {
        // A limit of the whole pod bounds nothing by itself: an API server before 1.34 drops the field.
        if (PodField.At(pod.Spec, "resources", "limits", resource) is { } whole
            && !(Amount(whole) is { } limit && limit.Value <= most.Value))
        {
            return [$"allows {most} of {resource}, and the pod's limit is {TextOf(whole)}"];
        }

        var unlimited = pod.Containers.FirstOrDefault(container => LimitOf(container, resource) is null);
        if (unlimited is not null)
        {
            return [$"allows {most} of {resource}, and container '{unlimited.Name}' has no limit for it"];
        }

        // Init containers run one after the other, before the others; sidecars run beside all.
        var beside = pod.Containers.Where(container => container.IsSidecar).Sum(container => LimitOf(container, resource)!.Value);
        var main = pod.Containers.Where(container => !container.IsInit).Sum(container => LimitOf(container, resource)!.Value);
        var init = pod.Containers
            .Where(container => container is { IsInit: true, IsSidecar: false })
            .Select(container => LimitOf(container, resource)!.Value)
            .DefaultIfEmpty()
            .Max();
        var used = beside + Math.Max(main, init);
        return used <= most.Value
            ? []
            : [FormattableString.Invariant($"allows {most} of {resource}, and the limits of the pod's containers add up to {used:0.###}")];
    }

    // An extended resource that a container does not name is not given to it; of these two a container without a limit takes what there is.
    private static ResourceAmount? LimitOf(PodContainer container, string resource)
    {
        var limit = PodField.At(container.Body, "resources", "limits", resource);
        return limit is null && resource.Contains('/', StringComparison.Ordinal) ? new("0", 0) : Amount(limit);
    }

    private static ResourceAmount? Amount(JsonNode? node) => node is JsonValue ? ResourceAmount.Parse(TextOf(node)) : null;

    private static string TextOf(JsonNode node) => PodField.Text(node) ?? node.ToJsonString();
}
