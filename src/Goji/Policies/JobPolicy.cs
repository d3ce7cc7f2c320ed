namespace Goji.Policies;

/// <summary>What committers may do. The first rule whose paths match a job file decides; a file that no rule matches is refused.</summary>
internal sealed class JobPolicy(IReadOnlyList<PolicyRule> rules)
{
    /// <summary>What <c>contexts</c> calls the cluster of the runner's own pod, which no kubeconfig names.</summary>
    public const string OwnCluster = "in-cluster";

    /// <summary>Whether any rule demands signatures.</summary>
    public bool Verifies => rules.Any(rule => rule.Verify is not null);

    /// <summary>The user that creates and deletes for a job file; null for the runner itself.</summary>
    /// <param name="file">The path of the file below its state folder.</param>
    public string? AccountFor(string file) => RuleFor(file)?.Impersonate;

    /// <summary>The rule for a job file; null where none matches.</summary>
    /// <param name="file">The path of the file below its state folder.</param>
    public PolicyRule? RuleFor(string file) => rules.FirstOrDefault(rule => rule.Applies(file));

    /// <summary>The reason to refuse a file that no rule matches.</summary>
    public static string NoRule(string file) =>
        $"No rule of the policy matches the path '{file}', so nothing may start from it. Move the file to a path that a rule matches, or "
            + $"ask the operators of Goji for a rule.";
}
