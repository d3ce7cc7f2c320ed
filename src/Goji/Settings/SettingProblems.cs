namespace Goji.Settings;

/// <summary>Mistakes in settings, reported together.</summary>
internal static class SettingProblems
{
    /// <exception cref="GojiUsageException">There are mistakes.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new GojiUsageException(
                problems.Count == 1
                    ? problems[0]
                    : $"{problems.Count} settings are wrong:{string.Concat(problems.Select(problem => $"\n- {problem}"))}");
        }
    }

    /// <summary>Checks options that were set in code.</summary>
    /// <exception cref="GojiUsageException">Values are out of range.</exception>
    public static void ThrowIfAny(GojiOptions options) =>
        ThrowIfAny([.. SettingTable.All.Select(setting => setting.Problem(options)).OfType<string>(), .. TogetherIn(options)]);

    private static IEnumerable<string> TogetherIn(GojiOptions options) => options is { Logs: LogMode.Follow, Wait: null }
        ? ["Logs is Follow, and there is no time to wait. Set Wait to the longest time that the logs are followed, such as 30m."]
        : [];
}
