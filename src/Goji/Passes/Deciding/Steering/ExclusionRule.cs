using System.Globalization;
using Goji.Policies;
using Goji.Ports;

namespace Goji.Passes.Deciding.Steering;

/// <summary>The rule of <c>goji.run/group</c> and of the limits for namespaces: how many files of one kind may be in processing.</summary>
/// <param name="options">The settings.</param>
/// <param name="policy">The policy, whose limits apply in addition; null for none.</param>
/// <param name="processing">Returns the files in processing; called when they are first needed.</param>
internal sealed class ExclusionRule(
    GojiOptions options, JobPolicy? policy, Func<IEnumerable<(
        JobFile File, IReadOnlyList<string> Groups, IReadOnlyList<string> Namespaces)>> processing)
{
    private readonly IReadOnlyDictionary<string, int> groupLimits = Limits(options.GroupLimits);
    private readonly IReadOnlyDictionary<string, int> namespaceLimits = Limits(options.NamespaceLimits);
    private readonly Dictionary<string, List<JobFile>> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JobFile>> namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JobFile>> rules = new(StringComparer.Ordinal);
    private bool isRead;

    /// <summary>Reads limits from the form <c>name=number</c>.</summary>
    public static IReadOnlyDictionary<string, int> Limits(IEnumerable<string> limits) => limits
        .Select(limit => limit.LastIndexOf('=') is > 0 and var sign
            && int.TryParse(limit[(sign + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (Name: limit[..sign].Trim(), Number: number)
                : throw new GojiUsageException($"The limit '{limit}' is not of the form 'name=number'."))
        .GroupBy(limit => limit.Name)
        .ToDictionary(limit => limit.Key, limit => limit.Last().Number, StringComparer.Ordinal);

    /// <summary>Why a file must wait; null if there is room.</summary>
    public string? Obstacle(JobFile file, IReadOnlyList<string> ofGroups, IReadOnlyList<string> ofNamespaces)
    {
        var rule = policy?.RuleFor(file.Path);
        if (rule?.MaxProcessing is { } most && Members(rules, rule.Name) is var ofRule && ofRule.Count >= most)
        {
            return $"The rule '{rule.Name}' of the policy allows {Count(most)} in processing/, and there "
                + $"{(ofRule.Count == 1 ? "is" : "are")} {ofRule.Count}. It starts when there is room.";
        }

        foreach (var group in ofGroups)
        {
            var limit = LimitOf(group, rule);
            if (Members(groups, group) is var members && members.Count >= limit)
            {
                return limit == 0
                    ? $"The group '{group}' has the limit 0 (GroupLimits, or the policy): none of its files starts."
                    : $"The group '{group}' may have {Count(limit)} in processing/, and has {Names(members)}. "
                        + "It starts when there is room.";
            }
        }

        foreach (var space in ofNamespaces.Where(namespaceLimits.ContainsKey))
        {
            if (Members(namespaces, space) is var members && members.Count >= namespaceLimits[space])
            {
                return $"The namespace '{space}' may have {Count(namespaceLimits[space])} in processing/ (NamespaceLimits). It starts when "
                    + $"there is room.";
            }
        }

        return null;
    }

    /// <summary>Counts a file that is claimed now.</summary>
    public void Add(JobFile file, IReadOnlyList<string> ofGroups, IReadOnlyList<string> ofNamespaces)
    {
        foreach (var group in ofGroups)
        {
            Members(groups, group).Add(file);
        }

        if (policy?.RuleFor(file.Path) is { MaxProcessing: not null } rule)
        {
            Members(rules, rule.Name).Add(file);
        }

        foreach (var space in ofNamespaces.Distinct().Where(namespaceLimits.ContainsKey))
        {
            Members(namespaces, space).Add(file);
        }
    }

    /// <summary>The limit of a group: both the runner's and the policy's must allow it, and without either it is one.</summary>
    private int LimitOf(string group, PolicyRule? rule)
    {
        int? ofPolicy = rule?.GroupLimits.TryGetValue(group, out var number) == true ? number : null;
        int? ofRunner = groupLimits.TryGetValue(group, out var limit) ? limit : null;
        return (ofPolicy, ofRunner) switch
        {
            (null, null) => 1,
            ({ } one, { } other) => Math.Min(one, other),
            _ => ofPolicy ?? ofRunner!.Value,
        };
    }

    private List<JobFile> Members(Dictionary<string, List<JobFile>> all, string name)
    {
        if (!isRead)
        {
            isRead = true;
            foreach (var (file, ofGroups, ofNamespaces) in processing())
            {
                Add(file, ofGroups, ofNamespaces);
            }
        }

        return all.TryGetValue(name, out var members) ? members : all[name] = [];
    }

    private static string Count(int limit) => limit == 1 ? "1 file" : $"{limit} files";

    private static string Names(List<JobFile> members) =>
        string.Join(", ", members.Take(3).Select(file => $"'{file}'")) + (members.Count > 3 ? $" and {members.Count - 3} more" : "");
}
