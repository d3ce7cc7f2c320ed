using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests.Rules;

/// <summary>Which kinds a job file may hold, and what to answer to the others.</summary>
internal sealed class KindRule(string path, ManifestRules rules)
{
    private const string JobApi = "batch/v1";
    private const string OnlyJobs = $"Goji runs Jobs of {JobApi} and no other workload";

    /// <summary>Whether a resource is a Job that Goji runs.</summary>
    public static bool IsJob(string apiVersion, string kind) => kind == "Job" && apiVersion == JobApi;

    /// <summary>Whether a resource is meant as a Job of Kubernetes itself, spelt correctly or not.</summary>
    public static bool IsMeantAsJob(string apiVersion, string kind) =>
        kind.Equals("Job", StringComparison.OrdinalIgnoreCase) && Group(apiVersion) is "batch" or "extensions" or "";

    /// <summary>Whether a resource is a Job, meant as one, or something that a Job is made of.</summary>
    public bool IsAboutJobs(string apiVersion, string kind) =>
        IsMeantAsJob(apiVersion, kind) || IsCronJob(apiVersion, kind) || IsTemplate(apiVersion, kind);

    /// <summary>Returns why a resource is refused; null if it is not.</summary>
    public string? Refusal(string apiVersion, string kind) => kind switch
    {
        _ when IsJob(apiVersion, kind) => null,
        "Job" when IsMeantAsJob(apiVersion, kind) =>
            $"The Job is of '{apiVersion}'. Goji runs Jobs of {JobApi}: write apiVersion: {JobApi}.",
        _ when IsMeantAsJob(apiVersion, kind) => $"The kind '{kind}' does not exist. Write kind: Job.",
        _ when IsCronJob(apiVersion, kind) =>
            "A CronJob starts Jobs on a schedule and never finishes. "
            + $"To run it once, now, queue a Job of its jobTemplate: goji queue --from-cronjob {FileName}",
        _ when IsTemplate(apiVersion, kind) =>
            "This is an OpenShift Template that has not been rendered, and Goji renders none. "
            + $"Queue the file that oc writes: oc process --local -o yaml -f {FileName} > rendered-{FileName}",
        _ when IsAllowed(apiVersion, kind) => null,
        _ when OtherWorkloads.Has(kind) => $"{OnlyJobs}, such as this {Name(apiVersion, kind)}. {OtherWorkloads.Remedy(apiVersion, kind)}",
        _ => $"{Articled(apiVersion, kind)} is not a Job, and this jobs repository takes {Takes()}. "
            + $"Apply it by other means, or add '{kind}' to {SettingNames.Of("AllowedKinds")} so that Goji applies it before the file's "
            + $"Jobs.",
    };

    /// <summary>Whether a resource is refused only because its kind is not allowed beside Jobs.</summary>
    public bool NeedsPermission(string apiVersion, string kind) =>
        !IsAboutJobs(apiVersion, kind) && !IsAllowed(apiVersion, kind) && !OtherWorkloads.Has(kind);

    /// <summary>The refusal of several resources whose kinds are not allowed beside Jobs.</summary>
    public string Refusal(IReadOnlyCollection<(string ApiVersion, string Kind)> resources)
    {
        var kinds = resources.Distinct().ToList();
        return $"This jobs repository takes {Takes()}, and the file holds {resources.Count} documents of other kinds: "
            + $"{string.Join(", ", kinds.Select(kind => Name(kind.ApiVersion, kind.Kind)))}. Apply them by other means and take them out "
            + $"of the file, "
            + $"or set {SettingNames.Of("AllowedKinds")} to "
            + $"'{string.Join(',', rules.AllowedKinds.Concat(kinds.Select(kind => kind.Kind)).Distinct())}' so that Goji applies them "
            + $"before the file's Jobs.";
    }

    /// <summary>
    /// Returns why an allowed resource is refused for what it asks for; null if it is not. A token of a service account is a key to
    /// everything that the account may do, so that allowing Secrets does not allow it.
    /// </summary>
    public string? Refusal(string kind, JsonObject body)
    {
        const string Token = "kubernetes.io/service-account-token";
        return kind == "Secret"
            && body["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == Token
            && !rules.AllowedKinds.Contains($"Secret/{Token}")
                ? $"A Secret of type {Token} is a key to that service account. Remove it, or add 'Secret/{Token}' to "
                    + $"{SettingNames.Of("AllowedKinds")}."
                : null;
    }

    /// <summary>What to answer to a file of other workloads without any Job.</summary>
    public static string NoJob(IReadOnlyCollection<(string ApiVersion, string Kind)> kinds)
    {
        var names = string.Join(", ", kinds.Take(3).Select(kind => Article(kind.Kind) + " " + Name(kind.ApiVersion, kind.Kind)))
            + (kinds.Count > 3 ? " and more" : "");
        return kinds.Any(kind => OtherWorkloads.Has(kind.Kind))
            ? $"The file holds {names} and no Job of {JobApi}, and Goji runs no other workload. {OtherWorkloads.Remedy(kinds)}"
            : $"The file holds {names}, and no Job. {OnlyJobs}: apply the file by other means, or add a Job to it.";
    }

    private bool IsCronJob(string apiVersion, string kind) =>
        kind == "CronJob" && Group(apiVersion) == "batch" && !IsAllowed(apiVersion, kind);

    private static bool IsTemplate(string apiVersion, string kind) =>
        kind == "Template" && Group(apiVersion) is "template.openshift.io" or "";

    private string FileName => path[(path.LastIndexOf('/') + 1)..];

    // A ConfigMap grants no rights.
    private bool IsAllowed(string apiVersion, string kind) =>
        rules.AllowedKinds.Contains(kind) || (kind == "ConfigMap" && apiVersion == "v1");

    private string Takes() => $"beside Jobs only {Quoted.List(rules.AllowedKinds.Prepend("ConfigMap").Distinct())}";

    private static string Articled(string apiVersion, string kind) => $"{(Article(kind) == "an" ? "An" : "A")} {Name(apiVersion, kind)}";

    private static string Name(string apiVersion, string kind) =>
        Group(apiVersion) is { Length: > 0 } ? $"'{kind}' ({apiVersion})" : $"'{kind}'";

    private static string Group(string apiVersion) =>
        apiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? apiVersion[..end] : "";

    // Kinds are read as words where they begin as one, and letter by letter where they begin with several capitals: an Ingress, an MPIJob,
    // a Service.
    private static string Article(string kind) =>
        kind.Length > 1 && char.IsUpper(kind[0]) && char.IsUpper(kind[1])
            ? "AEFHILMNORSX".Contains(kind[0], StringComparison.Ordinal) ? "an" : "a"
            : kind is ['A' or 'E' or 'I' or 'O' or 'a' or 'e' or 'i' or 'o', ..] ? "an" : "a";
}
