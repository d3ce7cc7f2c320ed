using System.Text.Json.Nodes;

namespace Goji.Policies;

/// <summary>The specification of a pod as its author wrote it, wherever it is in a resource.</summary>
internal sealed class PodSpec
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    private PodSpec(JsonObject spec, JsonObject? annotations)
    {
        Spec = spec;
        Annotations = annotations;
        Containers = [.. ContainerLists.SelectMany(
            list => (spec[list] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(container => new PodContainer(container, list == "initContainers")))];
    }

    public JsonObject Spec { get; }

    public JsonObject? Annotations { get; }

    public IReadOnlyList<PodContainer> Containers { get; }

    public bool IsWindows => PodField.Text(PodField.At(Spec, "os", "name")) == "windows";

    /// <summary>
    /// The service accounts that the pod names, in the current field and in the deprecated one; default where it names none.
    /// </summary>
    public IReadOnlyList<string> ServiceAccounts
    {
        get
        {
            string[] named = [.. new[] { PodField.Text(Spec["serviceAccountName"]), PodField.Text(Spec["serviceAccount"]) }
                .OfType<string>().Where(name => name.Length > 0).Distinct()];
            return named.Length == 0 ? ["default"] : named;
        }
    }

    /// <summary>The images of the containers, and those that are mounted as volumes, with what uses each.</summary>
    public IEnumerable<(string Name, string User)> Images =>
    [
        .. Containers.Select(container => (container.Image, $"container '{container.Name}'")),
        .. PodField.Objects(Spec["volumes"])
            .Where(volume => volume.ContainsKey("image"))
            .Select(volume => (
                PodField.Text(PodField.At(volume, "image", "reference")) ?? "", $"volume '{PodField.Text(volume["name"])}'")),
    ];

    public IReadOnlyList<string> PriorityClasses => PodField.Text(Spec["priorityClassName"]) is { Length: > 0 } name ? [name] : [];

    /// <summary>Every pod in a resource: what has a list of containers is one, also in kinds that Goji does not know.</summary>
    public static IEnumerable<PodSpec> AllIn(JsonNode? node, JsonObject? parent = null) => node switch
    {
        JsonObject item when ContainerLists.Any(list => item[list] is JsonArray) => [new(
            item, PodField.At(parent, "metadata", "annotations") as JsonObject)],
        JsonObject item => item.SelectMany(field => AllIn(field.Value, item)),
        JsonArray items => items.SelectMany(item => AllIn(item)),
        _ => [],
    };
}
