using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Patching;

/// <summary>The field that identifies the items of a list, for lists that the server merges instead of replacing.</summary>
internal static class ListKeys
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["volumes"] = ["name"],
        ["env"] = ["name"],
        ["imagePullSecrets"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["ports"] = ["containerPort", "port"],
        ["hostAliases"] = ["ip"],
        ["ownerReferences"] = ["uid"],
        ["secrets"] = ["name"],
        ["resourceClaims"] = ["name"],
        ["topologySpreadConstraints"] = ["topologyKey"],
    };

    public static bool IsSet(string field) => field == "finalizers";

    public static string? Of(string field, JsonArray items) =>
        Keys.GetValueOrDefault(field)?.FirstOrDefault(
            key => items.Count > 0 && items.All(item => (item as JsonObject)?[key] is not null || item.Text("$patch") is not null));
}
