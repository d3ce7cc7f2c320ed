using Goji.Manifests.Rules;
using Goji.Model;
using Goji.Policies;
using Goji.Yaml;

namespace Goji.Manifests;

/// <summary>Sorts a file's resources into Jobs and others, and finds what the rules or the API server would refuse.</summary>
internal sealed class ManifestResources(string path, ManifestRules rules, List<ManifestFinding> findings, bool severalDocuments)
{
    private readonly KindRule kinds = new(path, rules);
    private readonly PolicyRule? policy = rules.Policy?.RuleFor(path);
    private readonly List<ManifestJob> jobs = [];
    private readonly List<ManifestResource> others = [];
    private readonly Dictionary<string, ManifestEntry> seen = new(StringComparer.Ordinal);

    public IReadOnlyList<ManifestJob> Jobs => jobs;

    public IReadOnlyList<ManifestResource> Others => others;

    /// <summary>When the file may start, by the annotations of all of its Jobs.</summary>
    public JobSteering Steering { get; private set; } = JobSteering.None;

    /// <summary>Whether the file has several documents, so that a place in it names one.</summary>
    public bool AreSeveral => severalDocuments;

    public void Add(IReadOnlyList<YamlDocument> documents)
    {
        var entries = new ManifestEntries(findings);
        var resources = documents.SelectMany(entries.Of).Select(Identify).ToList();
        var named = resources.Where(resource => resource.Kind is not null).ToList();
        if (findings.Count == 0 && named.Count == 0)
        {
            findings.Add(new(0, 0, 0, "The file holds no document. Write a Job of batch/v1 into it, or remove it."));
        }
        else if (rules.Policy is not null && policy is null)
        {
            findings.Add(new(0, 0, 0, JobPolicy.NoRule(path)));
        }
        else if (findings.Count == 0 && named.TrueForAll(resource => !kinds.IsAboutJobs(resource.ApiVersion!, resource.Kind!)))
        {
            findings.Add(new(0, 0, 0, KindRule.NoJob([.. named.Select(resource => (resource.ApiVersion!, resource.Kind!)).Distinct()])));
        }
        else
        {
            var unwanted = named.Where(resource => kinds.NeedsPermission(resource.ApiVersion!, resource.Kind!)).ToList();
            if (unwanted.Count > 1)
            {
                // One finding for all of them: their number must not hide the remedy.
                findings.Add(
                    unwanted[0].Entry.Finding(kinds.Refusal([.. unwanted.Select(resource => (resource.ApiVersion!, resource.Kind!))])));
                named = [.. named.Except(unwanted)];
            }

            named.ForEach(resource => Add(resource.Entry, resource.ApiVersion!, resource.Kind!));
        }
    }

    private (ManifestEntry Entry, string? ApiVersion, string? Kind) Identify(ManifestEntry entry)
    {
        if (ToolFiles.Explain(path, entry.Body) is { } explanation)
        {
            findings.Add(entry.Finding(explanation));
            return (entry, null, null);
        }

        var fields = new ManifestFields(path, entry, findings);
        var apiVersion = fields.Required(entry.Body, "apiVersion");
        var kind = fields.Required(entry.Body, "kind");
        return apiVersion is null || kind is null ? (entry, null, null) : (entry, apiVersion, kind);
    }

    private void Add(ManifestEntry entry, string apiVersion, string kind)
    {
        var before = findings.Count;
        if ((kinds.Refusal(apiVersion, kind) ?? kinds.Refusal(kind, entry.Body)) is { } refusal)
        {
            findings.Add(entry.Finding(refusal));
            return;
        }

        var fields = new ManifestFields(path, entry, findings);
        var metadata = fields.Mapping(entry.Body, "metadata");
        var place = fields.Namespace(metadata, rules);
        var isPlaceKnown = rules.DefaultNamespace is not null || metadata["namespace"] is not null;
        findings.AddRange((policy?.Refusals(kind, isPlaceKnown ? place : null, entry.Body) ?? []).Select(entry.Finding));
        if (kind == "Job")
        {
            AddJob(entry, fields, place, before);
        }
        else if (fields.Name(metadata) is { } name && Unique(entry, $"{apiVersion} {kind}", place, name) && findings.Count == before)
        {
            others.Add(new ManifestResource(apiVersion, kind, place, name, entry.Body) { Place = entry.Place(path, severalDocuments) });
        }
    }

    private void AddJob(ManifestEntry entry, ManifestFields fields, string place, int before)
    {
        var metadata = fields.Mapping(entry.Body, "metadata");
        var (name, generateName) = fields.JobName(metadata);
        fields.OptionalMapping(metadata, "labels");
        fields.OptionalMapping(metadata, "annotations");
        var steering = SteeringReader.Read(path, entry, metadata, findings);
        Steering = Steering.With(steering);
        if (rules.RefusesCancel && steering.Cancel is not null)
        {
            findings.Add(
                entry.Finding(
                    $"The annotation {MarkNames.Cancel} asks to cancel the job, which would never start. Remove the annotation."));
        }

        fields.Images();
        fields.Templates();
        fields.ServerFields();

        // All names that are generated in one attempt end alike, so any run id shows whether two of them collide.
        var final = name ?? (generateName is null ? null : ManifestJob.FixedName(generateName, "0000000000"));
        if (final is not null && Unique(entry, "Job", place, name is null ? generateName + "…" : name, final) && findings.Count == before)
        {
            jobs.Add(
                new ManifestJob(place, name, generateName, ManifestFields.Ttl(entry.Body), entry.Body)
                {
                    Place = entry.Place(path, severalDocuments),
                    Line = entry.Line,
                });
        }
    }

    private bool Unique(ManifestEntry entry, string kind, string place, string name, string? final = null)
    {
        if (seen.TryAdd($"{kind} {place}/{final ?? name}", entry))
        {
            return true;
        }

        findings.Add(
            entry.Finding($"The {kind} '{place}/{name}' is there twice in this file. Give one of the two another name, or remove it."));
        return false;
    }
}
