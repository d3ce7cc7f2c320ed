using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Policies;

/// <summary>Reads rules, and finds every mistake in them: a misspelt key must not make a rule weaker than its author meant it.</summary>
/// <param name="readFile">Reads a file that the policy names.</param>
internal sealed partial class PolicyReader(Func<string, string> readFile)
{
    /// <summary>The keys of a rule.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "name", "paths", "namespaces", "kinds", "serviceAccounts", "images", "podSecurity", "maxResources", "priorityClasses",
        "contexts", "impersonate", "maxProcessing", "groupLimits", "verify",
    ];

    private static readonly Dictionary<string, PodSecurityLevel> Levels = new(StringComparer.Ordinal)
    {
        ["privileged"] = PodSecurityLevel.Privileged,
        ["baseline"] = PodSecurityLevel.Baseline,
        ["restricted"] = PodSecurityLevel.Restricted,
    };

    private readonly List<string> problems = [];
    private string place = "";
    private TrustedSigners? common;

    public IReadOnlyList<string> Problems => problems;

    public JobPolicy? Read(JsonNode? root)
    {
        if (root is not JsonObject policy
            || policy["rules"] is not JsonArray items
            || policy.Any(field => field.Key is not ("rules" or "verify")))
        {
            return null;
        }

        common = policy.ContainsKey("verify") ? Signers(policy["verify"]) : null;

        var rules = new List<PolicyRule>();
        for (var i = 0; i < items.Count; i++)
        {
            place = $"rule {i + 1}: ";
            if (items[i] is JsonObject rule)
            {
                rules.Add(Rule(rule));
            }
            else
            {
                Add("A rule is a mapping with the keys name, paths and namespaces.");
            }
        }

        place = "";
        foreach (var twice in rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1))
        {
            Add($"Two rules are named '{twice.Key}'. Give one of them another name.");
        }

        return new(rules);
    }

    private PolicyRule Rule(JsonObject body)
    {
        foreach (var key in body.Select(field => field.Key).Except(Keys))
        {
            Add($"'{key}' is no key of a rule. The keys are {string.Join(", ", Keys)}.");
        }

        var name = PodField.Text(body["name"]) ?? "";
        if (name.Length == 0)
        {
            Add("It has no 'name', which refusals quote.");
        }

        var rule = new PolicyRule { Name = name, Paths = Required(body, "paths"), Namespaces = Required(body, "namespaces") };
        return rule with
        {
            Kinds = Texts(body, "kinds") ?? rule.Kinds,
            ServiceAccounts = Globs(body, "serviceAccounts") ?? rule.ServiceAccounts,
            Images = Globs(body, "images"),
            PodSecurity = Level(body["podSecurity"]) ?? rule.PodSecurity,
            MaxResources = Resources(body["maxResources"]),
            PriorityClasses = Globs(body, "priorityClasses") ?? rule.PriorityClasses,
            Contexts = Globs(body, "contexts"),
            Impersonate = Account(body),
            MaxProcessing = body.ContainsKey("maxProcessing") ? Number("maxProcessing", body["maxProcessing"]) : null,
            GroupLimits = Limits(body["groupLimits"]),
            Verify = body.ContainsKey("verify") ? Signers(body["verify"]) : common,
        };
    }

    private List<Glob> Required(JsonObject body, string key)
    {
        if (Globs(body, key) is { Count: > 0 } globs)
        {
            return globs;
        }

        Add($"It has no '{key}'. Write a list of patterns, such as [\"team-a/**\"].");
        return [];
    }

    private List<Glob>? Globs(JsonObject body, string key) => Texts(body, key) is { } texts ? [.. texts.Select(Glob.Parse)] : null;

    private List<string>? Texts(JsonObject body, string key)
    {
        if (!body.TryGetPropertyValue(key, out var node))
        {
            return null;
        }

        if (node is JsonArray items && items.All(item => PodField.Text(item) is not null))
        {
            return [.. items.Select(item => PodField.Text(item)!)];
        }

        Add($"The value of '{key}' is not a list of texts, such as [team-a, team-b].");
        return [];
    }

    private PodSecurityLevel? Level(JsonNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (PodField.Text(node) is { } text && Levels.TryGetValue(text, out var level))
        {
            return level;
        }

        Add($"{node.ToJsonString()} is no level of the Pod Security Standards. Write privileged, baseline or restricted.");
        return null;
    }

    private Dictionary<string, ResourceAmount> Resources(JsonNode? node)
    {
        var amounts = new Dictionary<string, ResourceAmount>(StringComparer.Ordinal);
        if (node is not (null or JsonObject))
        {
            Add("The value of 'maxResources' is not a mapping of resources to amounts, such as {cpu: 2, memory: 4Gi}.");
        }

        foreach (var (resource, value) in node as JsonObject ?? [])
        {
            var text = value?.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : PodField.Text(value) ?? "";
            if (ResourceAmount.Parse(text) is { } amount)
            {
                amounts[resource] = amount;
            }
            else
            {
                Add($"'{text}' is no amount of '{resource}'. Write one such as 500m, 2 or 4Gi.");
            }
        }

        return amounts;
    }

    private void Add(string problem) => problems.Add(place + problem);
}
