using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Manifests;
using Goji.Model;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tests.Passes.Starting;

/// <summary>What the API server stores of a manifest is what <c>kubectl create</c> of the same file makes it store, Goji's marks aside.</summary>
public sealed class ManifestsAsKubectlSendsThem : PassTest
{
    private static readonly string[] OwnMarks =
        [MarkNames.ManagedBy, MarkNames.RunId, MarkNames.Repository, MarkNames.File, MarkNames.RepositoryUrl, MarkNames.Ttl];

    private static readonly string[] ServersOwn = ["uid", "creationTimestamp", "resourceVersion", "managedFields", "generateName", "name", "selfLink"];

    [FactNeeding(SharedManifests.Name, "kubectl")]
    public async Task They_are_stored_with_the_same_fields()
    {
        var manifests = JobsOnly();
        using var other = new SandboxCluster(new SandboxOptions { TimeProvider = Clock });
        await using var listener = await other.ListenAsync();
        foreach (var space in Namespaces(manifests))
        {
            await CreateNamespaceAsync(Cluster, space);
            await CreateNamespaceAsync(other, space);
        }

        Queue([.. manifests.Select(manifest => (manifest.Name, manifest.Text))]);
        await PassAsync();
        Kubectl(listener, manifests.Select(manifest => manifest.Name));

        var stored = await JobsOfAsync(Cluster);
        var expected = await JobsOfAsync(other);
        Assert.True(expected.Count >= 30, $"kubectl created {expected.Count} Jobs");
        Assert.Equal(expected.Keys.Order(), stored.Keys.Order());
        Assert.All(expected, job => Assert.Equal(job.Value, stored[job.Key]));
    }

    /// <summary>The manifests that hold Jobs alone, each Job name once. Kubernetes would delete those whose owners are not in the cluster: Goji refuses them.</summary>
    private static List<(string Name, string Text)> JobsOnly()
    {
        var names = new HashSet<string>();
        var manifests = new List<(string, string)>();
        foreach (var file in Directory.GetFiles(SharedManifests.Folder!, "*.yaml").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            try
            {
                var manifest = ManifestReader.Read(file, Encoding.UTF8.GetBytes(text), new("default", [], []));
                if (manifest.Jobs.All(job => job.Owners.Count == 0 && names.Add($"{job.Namespace}/{job.Name ?? job.GenerateName}")))
                {
                    manifests.Add((Path.GetFileName(file), text));
                }
            }
            catch (ManifestException)
            {
                // Goji refuses it; whether rightly is another test's question.
            }
        }

        return manifests;
    }

    private static IEnumerable<string> Namespaces(IEnumerable<(string Name, string Text)> manifests) => manifests
        .SelectMany(manifest => ManifestReader.Read(manifest.Name, Encoding.UTF8.GetBytes(manifest.Text), new("default", [], [])).Jobs)
        .Select(job => job.Namespace)
        .Where(space => space != "default")
        .Distinct();

    private void Kubectl(SandboxListener listener, IEnumerable<string> manifests)
    {
        listener.WriteKubeconfig(Place["kubeconfig"]);
        var files = manifests.SelectMany(name => (string[])["-f", Path.Combine(SharedManifests.Folder!, name)]);
        var kubectl = ChildProcess.Run(new ProcessStartInfo("kubectl", ["--kubeconfig", Place["kubeconfig"], "create", .. files]));
        Log.Write(GojiLogLevel.Debug, "kubectl: {0}", kubectl.Error);
    }

    private static async Task CreateNamespaceAsync(SandboxCluster cluster, string name)
    {
        using var client = Client(cluster);
        using var body = new StringContent($$$"""{"metadata":{"name":"{{{name}}}"}}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/api/v1/namespaces", UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<Dictionary<string, string>> JobsOfAsync(SandboxCluster cluster)
    {
        using var client = Client(cluster);
        var list = JsonNode.Parse(await client.GetStringAsync(new Uri("/apis/batch/v1/jobs", UriKind.Relative)))!;
        return list["items"]!.AsArray().ToDictionary(job => Key(job!), job => Normal(job!.DeepClone().AsObject()));
    }

    /// <summary>Generated names differ by their ends.</summary>
    private static string Key(JsonNode job)
    {
        var name = job["metadata"]!["name"]!.GetValue<string>();
        var prefix = job["metadata"]!["generateName"]?.GetValue<string>() ?? Prefix(name, job);
        return $"{job["metadata"]!["namespace"]}/{prefix}";
    }

    private static string Prefix(string name, JsonNode job)
    {
        var runId = job["metadata"]!["labels"]?[MarkNames.RunId]?.GetValue<string>();
        var end = runId?[^10..].ToLowerInvariant();
        return end is not null && name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name;
    }

    private static string Normal(JsonObject job)
    {
        job.Remove("status");
        var metadata = job["metadata"]!.AsObject();
        if (metadata["annotations"]?[MarkNames.Ttl] is { } ttl)
        {
            job["spec"]!["ttlSecondsAfterFinished"] = int.Parse(ttl.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        }

        RemoveFrom(metadata, "labels", OwnMarks);
        RemoveFrom(metadata, "annotations", OwnMarks);
        Array.ForEach(ServersOwn, field => metadata.Remove(field));
        string[] ofTheJob = ["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"];
        RemoveFrom(metadata, "labels", ofTheJob);
        RemoveFrom(job["spec"]!["template"]!["metadata"]!.AsObject(), "labels", ofTheJob);
        if (job["spec"]!["selector"]?["matchLabels"] is JsonObject)
        {
            RemoveFrom(job["spec"]!["selector"]!.AsObject(), "matchLabels", ofTheJob);
        }

        return Sorted(job)!.ToJsonString();
    }

    private static void RemoveFrom(JsonObject parent, string name, string[] keys)
    {
        if (parent[name] is JsonObject map)
        {
            Array.ForEach(keys, key => map.Remove(key));
            if (map.Count == 0)
            {
                parent.Remove(name);
            }
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static HttpClient Client(SandboxCluster cluster) => new(cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
}
