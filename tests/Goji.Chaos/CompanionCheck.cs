using System.Text.Json.Nodes;
using Goji.Sandbox;

namespace Goji.Chaos;

/// <summary>Holds the ConfigMaps of a cluster against what was promised of companions.</summary>
internal sealed class CompanionCheck
{
    private readonly Dictionary<string, JsonNode> maps;
    private readonly HashSet<string> jobUids;

    private CompanionCheck(Dictionary<string, JsonNode> maps, HashSet<string> jobUids) => (this.maps, this.jobUids) = (maps, jobUids);

    public static async Task<CompanionCheck> ReadAsync(SandboxCluster cluster)
    {
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new("http://sandbox/") };
        var maps = await ListAsync(client, "api/v1/configmaps");
        var jobs = await ListAsync(client, "apis/batch/v1/jobs");
        return new(maps.ToDictionary(map => Text(map, "name")), jobs.Select(job => Text(job, "uid")).ToHashSet());
    }

    /// <summary>The names of the ConfigMaps that Goji has made.</summary>
    public IEnumerable<string> Ours => maps.Keys.Where(name => RunOf(name).Length > 0).Order(StringComparer.Ordinal);

    /// <summary>ConfigMaps of Goji's that no Job owns, so that they would stay for ever, or that an owner which is gone would take with it.</summary>
    public IEnumerable<string> Orphaned() =>
        from name in Ours
        let owners = OwnersOf(name)
        where owners.Count == 0 || !owners.All(jobUids.Contains)
        select $"ORPHANED: ConfigMap '{name}' is owned by {(owners.Count == 0 ? "nobody" : string.Join(", ", owners))}.";

    /// <summary>The run id of a ConfigMap; empty where it has none or is not there.</summary>
    public string RunOf(string name) => maps.TryGetValue(name, out var map) ? map["metadata"]!["labels"]?["goji.run/id"]?.GetValue<string>() ?? "" : "";

    /// <summary>A value of a ConfigMap; empty where there is none.</summary>
    public string ValueOf(string name, string key) => maps.TryGetValue(name, out var map) ? map["data"]?[key]?.GetValue<string>() ?? "" : "";

    /// <summary>The UIDs of the owners of a ConfigMap.</summary>
    public IReadOnlyList<string> OwnersOf(string name) =>
        maps.TryGetValue(name, out var map) ? [.. (map["metadata"]!["ownerReferences"]?.AsArray() ?? []).Select(owner => owner!["uid"]!.GetValue<string>())] : [];

    /// <summary>The version of a ConfigMap, which every change of it raises.</summary>
    public string VersionOf(string name) => maps.TryGetValue(name, out var map) ? Text(map, "resourceVersion") : "";

    private static string Text(JsonNode body, string field) => body["metadata"]![field]!.GetValue<string>();

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(HttpClient client, string path) =>
        [.. JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!["items"]!.AsArray().Select(item => item!)];
}
