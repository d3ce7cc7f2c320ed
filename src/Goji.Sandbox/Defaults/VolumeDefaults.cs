using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Defaults;

internal static class VolumeDefaults
{
    private const long ReadableByAll = 420;
    private static readonly string[] FileSources = ["secret", "configMap", "downwardAPI", "projected"];

    public static void Apply(JsonObject volume)
    {
        if (volume.Count == 1 && volume.ContainsKey("name"))
        {
            volume["emptyDir"] = new JsonObject();
        }

        foreach (var source in FileSources.Select(name => volume.Object(name)).OfType<JsonObject>())
        {
            source.Default("defaultMode", ReadableByAll);
        }

        volume.Object("hostPath")?.Default("type", "");
        foreach (var token in volume.Object("projected").Objects("sources")
            .Select(source => source.Object("serviceAccountToken"))
            .OfType<JsonObject>())
        {
            token.Default("expirationSeconds", 3600L);
        }

        var items = volume.Object("downwardAPI").Objects("items")
            .Concat(volume.Object("projected").Objects("sources").SelectMany(source => source.Object("downwardAPI").Objects("items")));
        foreach (var item in items)
        {
            item.Object("fieldRef")?.Default("apiVersion", "v1");
        }

        if (volume.Object("ephemeral").Object("volumeClaimTemplate").Object("spec") is { } claim)
        {
            claim.Default("volumeMode", "Filesystem");
        }
    }
}
