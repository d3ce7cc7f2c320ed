using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Policies;

/// <summary>What the job files of some paths may do.</summary>
internal sealed record PolicyRule
{
    public required string Name { get; init; }

    /// <summary>The paths below the state folder that the rule is for.</summary>
    public required IReadOnlyList<Glob> Paths { get; init; }

    /// <summary>The namespaces that resources may be in.</summary>
    public required IReadOnlyList<Glob> Namespaces { get; init; }

    /// <summary>The kinds that may be there beside Job.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The service accounts that pods may use.</summary>
    public IReadOnlyList<Glob> ServiceAccounts { get; init; } = [Glob.Parse("default")];

    /// <summary>The images that containers may run and volumes may mount; null allows all.</summary>
    public IReadOnlyList<Glob>? Images { get; init; }

    /// <summary>The level of the Pod Security Standards that pods must meet.</summary>
    public PodSecurityLevel PodSecurity { get; init; } = PodSecurityLevel.Baseline;

    /// <summary>The most that one pod may use of each resource. A container without a limit for one of them is refused.</summary>
    public IReadOnlyDictionary<string, ResourceAmount> MaxResources { get; init; } = new Dictionary<string, ResourceAmount>();

    /// <summary>The priority classes that pods may name.</summary>
    public IReadOnlyList<Glob> PriorityClasses { get; init; } = [];

    /// <summary>The contexts of the kubeconfig whose clusters the files may start on; null allows all.</summary>
    public IReadOnlyList<Glob>? Contexts { get; init; }

    /// <summary>
    /// The user that creates and deletes for these files, such as <c>system:serviceaccount:team-a:goji-jobs</c>; null for the runner
    /// itself.
    /// </summary>
    public string? Impersonate { get; init; }

    /// <summary>How many of these files may be in processing at a time; null for any number.</summary>
    public int? MaxProcessing { get; init; }

    /// <summary>How many files of a group may be in processing at a time, by the group.</summary>
    public IReadOnlyDictionary<string, int> GroupLimits { get; init; } = new Dictionary<string, int>();

    /// <summary>The keys that must have signed the commits that bring these files; null demands no signature.</summary>
    public TrustedSigners? Verify { get; init; }

    public bool Applies(string file) => Paths.Any(path => path.Matches(file));

    /// <summary>What the rule refuses in a resource, as sentences that name the rule.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="space">The namespace; null where it is not known here.</param>
    /// <param name="body">The resource as its author wrote it.</param>
    public IEnumerable<string> Refusals(string kind, string? space, JsonObject body)
    {
        var refusals = new List<string>();
        if (space is not null && !Namespaces.Any(allowed => allowed.Matches(space)))
        {
            refusals.Add($"does not allow the namespace '{space}'. It allows {List(Namespaces)}");
        }

        if (kind != "Job" && !Kinds.Contains(kind))
        {
            refusals.Add($"does not allow the kind '{kind}'. It allows {List([.. Kinds.Prepend("Job")])}");
        }

        foreach (var pod in PodSpec.AllIn(body))
        {
            refusals.AddRange(RefusalsOf(pod));
        }

        return refusals.Distinct().Select(refusal => $"The rule '{Name}' of the policy {refusal}.");
    }

    /// <summary>What the rule demands of the commits of its files, where it verifies them: the begin of a sentence.</summary>
    public string SignatureDemand => $"The rule '{Name}' of the policy demands a signature by one of its keys";

    /// <summary>Why a file of the rule does not start on the cluster of a context; null where it may.</summary>
    /// <param name="context">The context; null where the runner uses the service account of its own pod.</param>
    public string? ObstacleIn(string? context) =>
        Contexts is null || Contexts.Any(allowed => allowed.Matches(context ?? JobPolicy.OwnCluster))
        ? null
        : $"The rule '{Name}' of the policy does not start it on the cluster of the context '{context ?? JobPolicy.OwnCluster}'. It allows "
            + $"{List(Contexts)}. A runner with such a context starts it.";

    private IEnumerable<string> RefusalsOf(PodSpec pod) =>
    [
        .. pod.ServiceAccounts.Where(account => !ServiceAccounts.Any(allowed => allowed.Matches(account)))
            .Select(account => $"does not allow the service account '{account}'. It allows {List(ServiceAccounts)}"),
        .. Images is null ? [] : pod.Images.Where(image => !Images.Any(allowed => ImageName.Matches(allowed, image.Name)))
            .Select(image => $"does not allow the image '{image.Name}' of {image.User}. It allows {List(Images)}"),
        .. pod.PriorityClasses.Where(name => !PriorityClasses.Any(allowed => allowed.Matches(name)))
            .Select(name => $"does not allow the priority class '{name}'. It allows {List(PriorityClasses)}"),
        .. PodSecurityStandards.Violations(pod, PodSecurity).Select(
            violation => $"demands pod security level {PodSecurity.ToString().ToLowerInvariant()}, and {violation}"),
        .. MaxResources.SelectMany(most => PodResources.Violations(pod, most.Key, most.Value)),
    ];

    private static string List<T>(IReadOnlyList<T> items) => items.Count == 0 ? "none" : $"'{string.Join("', '", items)}'";
}
