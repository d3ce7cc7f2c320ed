using System.Text.RegularExpressions;
using Goji.Settings;

namespace Goji.Tool.Settings;

/// <summary>
/// Finds variables that look like settings but are not, such as a misspelt name, which would have no effect and no error.
/// </summary>
internal static partial class UnknownVariables
{
    /// <exception cref="GojiUsageException">The environment has such a variable.</exception>
    public static void Refuse()
    {
        var known = SettingTable.All
            .SelectMany(setting => (string?[])[setting.Variable, setting.IsSecret ? $"{setting.Variable}_FILE" : null])
            .OfType<string>()
            .ToHashSet();
        if (Among(Environment.GetEnvironmentVariables().Keys.Cast<string>(), known) is { Count: > 0 } unknown)
        {
            throw new GojiUsageException(
                $"No setting has the environment variable '{string.Join("', '", unknown)}'. Correct the name, or unset it; "
                    + $"docs/settings.md lists the names.");
        }
    }

    /// <summary>The names among the environment's that begin as Goji's do and are not known.</summary>
    /// <param name="environment">The names of the environment's variables.</param>
    /// <param name="known">The names of all settings.</param>
    public static IReadOnlyList<string> Among(IEnumerable<string> environment, IReadOnlySet<string> known) =>
        [.. environment
            .Where(name => name.StartsWith("GOJI_", StringComparison.Ordinal) && !known.Contains(name) && !OfService().IsMatch(name))
            .Order(StringComparer.Ordinal)];

    // Kubernetes gives pods variables for each Service of the namespace; one called goji has these.
    [GeneratedRegex("^GOJI_(SERVICE_|PORT($|_))|^GOJI_[A-Z0-9_]+_(SERVICE_(HOST|PORT)|PORT)(_|$)")]
    private static partial Regex OfService();
}
