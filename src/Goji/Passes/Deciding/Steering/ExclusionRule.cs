using System.Globalization;
using Goji.Ports;

namespace Goji.Passes.Deciding.Steering;

/// <summary>The rule of <c>goji.run/group</c> and of the limits for namespaces: how many files of one kind may be in processing.</summary>
/// <param name="options">The settings.</param>
/// <param name="processing">Gives what is in processing, the first time that somebody wants to know.</param>
internal sealed class ExclusionRule(GojiOptions options, Func<IEnumerable<(JobFile File, IReadOnlyList<string> Groups, IReadOnlyList<string> Namespaces)>> processing)
{
    private readonly IReadOnlyDictionary<string, int> groupLimits = Limits(options.GroupLimits);
    private readonly IReadOnlyDictionary<string, int> namespaceLimits = Limits(options.NamespaceLimits);
    private readonly Dictionary<string, List<JobFile>> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JobFile>> namespaces = new(StringComparer.Ordinal);
    private bool isRead;

    /// <summary>Reads limits from the form <c>name=number</c>.</summary>
    public static IReadOnlyDictionary<string, int> Limits(IEnumerable<string> limits) => limits
        .Select(limit => limit.LastIndexOf('=') is > 0 and var sign
            && int.TryParse(limit[(sign + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (Name: limit[..sign].Trim(), Number: number)
                : throw new GojiUsageException($"The limit '{limit}' is not of the form 'name=number'."))
        .GroupBy(limit => limit.Name)
        .ToDictionary(limit => limit.Key, limit => limit.Last().Number, StringComparer.Ordinal);

    /// <summary>Why a file has to wait; null where there is room.</summary>
    public string? Obstacle(IReadOnlyList<string> ofGroups, IReadOnlyList<string> ofNamespaces)
    {
        foreach (var group in ofGroups)
        {
            var limit = groupLimits.GetValueOrDefault(group, 1);
            if (Members(groups, group) is var members && members.Count >= limit)
            {
                return limit == 0
                    ? $"The group '{group}' has the limit 0 (GroupLimits): none of its files starts."
                    : $"The group '{group}' may have {Count(limit)} in processing/, and has {Names(members)}. It starts when there is room.";
            }
        }

        foreach (var space in ofNamespaces.Where(namespaceLimits.ContainsKey))
        {
            if (Members(namespaces, space) is var members && members.Count >= namespaceLimits[space])
            {
                return $"The namespace '{space}' may have {Count(namespaceLimits[space])} in processing/ (NamespaceLimits). It starts when there is room.";
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

        foreach (var space in ofNamespaces.Distinct().Where(namespaceLimits.ContainsKey))
        {
            Members(namespaces, space).Add(file);
        }
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
