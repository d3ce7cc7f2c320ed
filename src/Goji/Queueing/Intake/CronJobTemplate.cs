using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Manifests;
using Goji.Yaml.Writing;

namespace Goji.Queueing.Intake;

/// <summary>Writes the Job that a CronJob starts, as <c>kubectl create job --from=cronjob/…</c> makes it.</summary>
internal static class CronJobTemplate
{
    private const string Instantiate = "cronjob.kubernetes.io/instantiate";
    private const int SuffixLength = 5;

    // The characters of which Kubernetes generates names.
    private const string Suffixes = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The CronJob of a manifest.</summary>
    /// <param name="file">The manifest.</param>
    /// <param name="leftOut">Receives the other documents, which are not queued.</param>
    /// <exception cref="ManifestException">The manifest is not YAML or JSON.</exception>
    /// <exception cref="GojiUsageException">It holds no CronJob, or several.</exception>
    public static JsonObject Find(ManifestFile file, Action<IReadOnlyList<string>> leftOut)
    {
        var resources = new ManifestText(file).Roots.SelectMany(ManifestText.ResourcesIn).ToList();
        var cronJobs = resources.Where(resource => resource.Kind == "CronJob").Select(resource => resource.Body).ToList();
        if (cronJobs is [var only])
        {
            var others = resources
                .Where(resource => resource.Body != only)
                .Select(resource => $"{resource.Kind} '{NameOf(resource.Body)}'")
                .ToList();
            if (others.Count > 0)
            {
                leftOut(others);
            }

            return only;
        }

        throw new GojiUsageException(cronJobs.Count == 0
            ? $"{file.Shown} holds no CronJob. " + (resources.Exists(resource => resource.Kind == "Job")
                ? $"Queue its Job as it is: goji queue {file.Shown}"
                : "Name the file of the CronJob, or '<namespace>/<name>' of one in the cluster.")
            : $"{file.Shown} holds {cronJobs.Count} CronJobs: {string.Join(", ", cronJobs.Select(NameOf))}. Name one of them in the "
                + $"cluster, such as --from-cronjob {SpaceOf(cronJobs[0])}/{NameOf(cronJobs[0])}, or put it into a file of its own.");
    }

    /// <summary>Writes the Job of a CronJob's template, without the owner by whose history limit it would be deleted.</summary>
    /// <param name="cronJob">The CronJob.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="name">The path of the job file; null to generate a name for both the file and the Job.</param>
    /// <param name="folder">The folder below <c>queued/</c>; null for none.</param>
    /// <exception cref="GojiUsageException">The CronJob has no name or no template.</exception>
    public static ManifestFile Write(JsonObject cronJob, string shown, string? name, string? folder)
    {
        if ((cronJob["spec"] as JsonObject)?["jobTemplate"] is not JsonObject template || NameOf(cronJob).Length == 0)
        {
            throw new GojiUsageException(
                $"The CronJob of {shown} has no {(NameOf(cronJob).Length == 0 ? "metadata.name" : "spec.jobTemplate")}. Correct it first.");
        }

        var path = ManifestFile.NameOf(name ?? Generated(NameOf(cronJob)), folder);
        var body = new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["metadata"] = Metadata(cronJob, template, path) };
        if (template["spec"] is { } spec)
        {
            body["spec"] = spec.DeepClone();
        }

        return new(path, Encoding.UTF8.GetBytes(YamlWriter.Write(body))) { Shown = shown };
    }

    private static JsonObject Metadata(JsonObject cronJob, JsonObject template, string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        var metadata = new JsonObject { ["name"] = file[..file.LastIndexOf('.')] };
        if (ManifestText.TextOf((cronJob["metadata"] as JsonObject)?["namespace"]) is { Length: > 0 } space)
        {
            metadata["namespace"] = space;
        }

        var authors = template["metadata"] as JsonObject;
        if (authors?["labels"] is JsonObject { Count: > 0 } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }

        var annotations = new JsonObject { [Instantiate] = "manual" };
        foreach (var (key, value) in authors?["annotations"] as JsonObject ?? [])
        {
            annotations[key] = value?.DeepClone();
        }

        metadata["annotations"] = annotations;
        return metadata;
    }

    private static string Generated(string cronJob)
    {
        var suffix = "-manual-" + RandomNumberGenerator.GetString(Suffixes, SuffixLength);
        var room = KubernetesNames.MaxJobName - suffix.Length;
        return (cronJob.Length > room ? cronJob[..room].TrimEnd('-', '.') : cronJob) + suffix;
    }

    private static string NameOf(JsonObject body) => ManifestText.TextOf((body["metadata"] as JsonObject)?["name"]);

    private static string SpaceOf(JsonObject body) =>
        ManifestText.TextOf((body["metadata"] as JsonObject)?["namespace"]) is { Length: > 0 } space ? space : "default";
}
