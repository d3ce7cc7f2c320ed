using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Goji.Testing;

namespace Goji.Sandbox.Tests.Jobs;

/// <summary>The sandbox answers each manifest as a real 1.36 server did, according to its list of sources.</summary>
public partial class ManifestsFromTheField
{
    // What the list of sources leaves unsaid or shortens: the server's own words, as they begin.
    private static readonly Dictionary<string, string[]> Refusals = new(StringComparer.Ordinal)
    {
        ["backup-postgres-s3.yaml"] = ["spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\""],
        ["dra-old-source-field.yaml"] =
        [
            "strict decoding error: unknown field \"spec.template.spec.resourceClaims[0].source\", unknown field \"spec.template.spec.resourceClaims[1].source\", "
                + "unknown field \"spec.template.spec.resourceClaims[2].source\", unknown field \"spec.template.spec.resourceClaims[3].source\"",
        ],
        ["every-field-roundtrip.yaml"] =
        [
            "[metadata.generateName: Invalid value: \"generateNameValue\": a lowercase RFC 1123 subdomain",
            "metadata.name: Invalid value: \"nameValue\": a lowercase RFC 1123 subdomain",
            "metadata.finalizers[0]: Invalid value: \"finalizersValue\": name is neither a standard finalizer name nor is it fully qualified",
        ],
        ["fixture-owner-empty-uid.yaml"] = ["Job.batch \"featuregate-generator\" is invalid: metadata.ownerReferences.uid: Invalid value: \"\": must not be empty"],
        ["indexed-pod-failure-policy.yaml"] = ["strict decoding error: unknown field \"spec.template.spec.securityContext.capabilities\""],
        ["live-object-failed-status.yaml"] = ["spec.template.metadata.labels[controller-uid]: Invalid value: {", "}: must be '"],
        ["patch-tolerations-no-image.yaml"] =
        [
            "Job.batch \"job-name\" is invalid: [spec.template.spec.containers[0].image: Required value, "
                + "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"]",
        ],
        ["polaris-failing.yaml"] =
        [
            "Job in version \"v1\" cannot be handled as a Job: strict decoding error: unknown field \"spec.template.spec.containers[0].capabilities\", "
                + "unknown field \"spec.template.spec.containers[0].privileged\", unknown field \"spec.template.spec.containers[0].readOnlyRootFilesystem\", "
                + "unknown field \"spec.template.spec.containers[0].runAsNonRoot\"",
        ],
        ["rook-cleanup-placeholder-name.yaml"] =
        [
            "[metadata.name: Invalid value: \"rook-ceph-cleanup-<node-hostname>\": a lowercase RFC 1123 subdomain",
            "spec.template.labels: Invalid value: \"rook-ceph-cleanup-<node-hostname>\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',",
        ],
        ["volume-prep-manual-selector.yaml"] = ["spec.template.spec.serviceAccountName: Invalid value: \"V_KSA\": a lowercase RFC 1123 subdomain"],
    };

    public static TheoryData<string> Files =>
        SharedManifests.Folder is { } folder
            ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : ["none"];

    [TheoryNeeding(SharedManifests.Name)]
    [MemberData(nameof(Files))]
    public async Task A_job_without_its_namespace_is_accepted_or_refused_as_by_a_real_server(string file)
    {
        var jobs = await ReadAsync(file);
        Assert.NotEmpty(jobs);
        Assert.Equal((await ReportAsync(file)).Contains("accepted", StringComparison.Ordinal), !Refusals.ContainsKey(file));
        foreach (var job in jobs)
        {
            using var cluster = new TestCluster();
            job["metadata"]!.AsObject().Remove("namespace");

            var answer = await cluster.CreateAsync(job, "?fieldValidation=Strict");

            if (Refusals.TryGetValue(file, out var words))
            {
                Assert.InRange(answer.Code, 400, 422);
                Assert.All(words, part => Assert.Contains(part, answer.Message, StringComparison.Ordinal));
            }
            else
            {
                Assert.True(answer.Code == 201, answer.Text);
                Assert.Empty(LostFields(job, answer.Body, ""));
            }
        }
    }

    [TheoryNeeding(SharedManifests.Name)]
    [MemberData(nameof(Files))]
    public async Task A_namespace_that_does_not_exist_is_refused_as_by_a_real_server(string file)
    {
        var line = await ReportAsync(file);
        var missing = NamespacePattern().Match(line);
        if (!missing.Success)
        {
            Assert.DoesNotContain("namespace \"", line, StringComparison.Ordinal);
            return;
        }

        using var cluster = new TestCluster();
        var answer = await cluster.PostAsync(
            $"apis/batch/v1/namespaces/{missing.Groups[1].Value}/jobs?fieldValidation=Strict", (await ReadAsync(file))[0]);

        Assert.Equal((404, $"namespaces \"{missing.Groups[1].Value}\" not found"), (answer.Code, answer.Message));
    }

    private static async Task<string> ReportAsync(string file) =>
        (await File.ReadAllLinesAsync(Path.Combine(SharedManifests.Folder!, "SOURCES.md"))).Single(line => line.StartsWith($"- `{file}`", StringComparison.Ordinal));

    private static async Task<List<JsonObject>> ReadAsync(string file) =>
        [.. ManifestYaml.Documents(await File.ReadAllTextAsync(Path.Combine(SharedManifests.Folder!, file))).Where(document => (string?)document["kind"] == "Job")];

    // Everything that was written is found again, whatever was filled in besides.
    private static IEnumerable<string> LostFields(JsonNode? written, JsonNode? kept, string path) => (written, kept) switch
    {
        (null, _) => [],
        _ when path.EndsWith(".status", StringComparison.Ordinal) || path.EndsWith(".creationTimestamp", StringComparison.Ordinal) => [],
        (JsonObject from, JsonObject to) => from.SelectMany(pair => LostFields(pair.Value, to[pair.Key], $"{path}.{pair.Key}")),
        (JsonArray from, JsonArray to) when from.Count == to.Count => from.Zip(to).SelectMany((pair, index) => LostFields(pair.First, pair.Second, $"{path}[{index}]")),
        (JsonValue from, JsonValue to) when from.ToString() == to.ToString() => [],
        _ => [path],
    };

    [GeneratedRegex("refused: namespace \"([^\"]+)\" not found")]
    private static partial Regex NamespacePattern();
}
