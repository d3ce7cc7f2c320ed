using System.Text.Json.Nodes;
using Goji.Yaml;

namespace Goji.Manifests;

/// <summary>Sorts a file's resources into Jobs and others, and finds what the rules or the API server would not let pass.</summary>
internal sealed class ManifestResources(ManifestRules rules, List<ManifestFinding> findings)
{
    private const string JobApi = "batch/v1";

    private readonly List<ManifestJob> jobs = [];
    private readonly List<ManifestResource> others = [];
    private readonly Dictionary<string, ManifestEntry> seen = new(StringComparer.Ordinal);

    public IReadOnlyList<ManifestJob> Jobs => jobs;

    public IReadOnlyList<ManifestResource> Others => others;

    public void Add(IReadOnlyList<ManifestDocument> documents)
    {
        var entries = new ManifestEntries(findings);
        foreach (var entry in documents.SelectMany(entries.Of))
        {
            Add(entry);
        }

        if (findings.Count == 0 && jobs.Count == 0)
        {
            findings.Add(new ManifestFinding(0, 0, 0, others.Count == 0
                ? "The file holds no document. Write a Job of batch/v1 into it, or remove it."
                : "The file holds no Job, and a job file is judged by its Jobs. Add one of batch/v1, or keep these resources elsewhere."));
        }
    }

    private void Add(ManifestEntry entry)
    {
        var before = findings.Count;
        var fields = new ManifestFields(entry, findings);
        var apiVersion = fields.Required(entry.Body, "apiVersion");
        var kind = fields.Required(entry.Body, "kind");
        if (apiVersion is null || kind is null || !Accepts(entry, apiVersion, kind))
        {
            return;
        }

        var metadata = fields.Mapping(entry.Body, "metadata");
        var place = fields.Namespace(metadata, rules);
        if (kind == "Job")
        {
            AddJob(entry, fields, metadata, place, before);
        }
        else if (fields.Name(metadata) is { } name && Unique(entry, $"{apiVersion} {kind}", place, name) && findings.Count == before)
        {
            others.Add(new ManifestResource(apiVersion, kind, place, name, entry.Body));
        }
    }

    private void AddJob(ManifestEntry entry, ManifestFields fields, JsonObject metadata, string place, int before)
    {
        var (name, generateName) = fields.JobName(metadata);
        fields.OptionalMapping(metadata, "labels");
        fields.OptionalMapping(metadata, "annotations");

        // All names that are generated in one attempt end alike, so any run id shows whether two of them collide.
        var final = name ?? (generateName is null ? null : ManifestJob.FixedName(generateName, "0000000000"));
        if (final is not null && Unique(entry, "Job", place, name is null ? generateName + "…" : name, final) && findings.Count == before)
        {
            jobs.Add(new ManifestJob(place, name, generateName, ManifestFields.Ttl(entry.Body), entry.Body));
        }
    }

    private bool Accepts(ManifestEntry entry, string apiVersion, string kind)
    {
        var text = kind switch
        {
            "Job" when apiVersion == JobApi => null,
            "Job" => $"The Job is of '{apiVersion}'. Goji runs Jobs of {JobApi}: write apiVersion: {JobApi}.",
            _ when rules.AllowedKinds.Contains(kind) => null,
            "CronJob" => "A CronJob is started by Kubernetes over and over, and so has no end that a job file could be judged by. Write what its jobTemplate holds as a Job of batch/v1, or add the CronJob itself to the cluster by other means.",
            _ when kind.Equals("Job", StringComparison.OrdinalIgnoreCase) => $"The kind '{kind}' does not exist. Write kind: Job.",
            _ => $"A '{kind}' is no Job, and this jobs repository takes {Takes()}. Bring it to the cluster by other means, or let AllowedKinds name '{kind}'.",
        };
        if (text is not null)
        {
            findings.Add(entry.Finding(text));
        }

        return text is null;
    }

    private string Takes() => rules.AllowedKinds.Count == 0 ? "nothing else" : $"beside Jobs only {Quoted.List(rules.AllowedKinds)}";

    private bool Unique(ManifestEntry entry, string kind, string place, string name, string? final = null)
    {
        if (seen.TryAdd($"{kind} {place}/{final ?? name}", entry))
        {
            return true;
        }

        findings.Add(entry.Finding($"The {kind} '{place}/{name}' is there twice in this file. Give one of the two another name, or remove it."));
        return false;
    }
}
