using System.Text.RegularExpressions;
using Goji.Settings;

namespace Goji.Tool.Settings;

/// <summary>
/// Finds variables that look like settings but are not, such as a misspelt name, which would have no effect and no error.
/// </summary>
internal static partial class UnknownVariables
{
    // More changes than these make another word of a name.
    private const int MostMistakes = 2;

    private static IReadOnlySet<string> Known { get; } = SettingTable.All
        .SelectMany(setting => (string?[])[setting.Variable, setting.IsSecret ? $"{setting.Variable}_FILE" : null])
        .OfType<string>()
        .ToHashSet();

    private static IEnumerable<string> Environment => System.Environment.GetEnvironmentVariables().Keys.Cast<string>();

    /// <summary>Refuses every unknown name, where the environment is the program's own, as in a pod.</summary>
    /// <exception cref="GojiUsageException">The environment has such a variable.</exception>
    public static void Refuse()
    {
        if (Among(Environment, Known) is { Count: > 0 } unknown)
        {
            throw new GojiUsageException(
                $"No setting has the environment variable '{string.Join("', '", unknown)}'. Correct the name, or unset it; "
                    + $"docs/settings.md lists the names.");
        }
    }

    /// <summary>Refuses names that are almost those of settings, where the environment is shared with other programs.</summary>
    /// <exception cref="GojiUsageException">The environment has such a variable.</exception>
    public static void RefuseMisspelt()
    {
        if (Misspelt(Among(Environment, Known), Known) is { } found)
        {
            throw new GojiUsageException(
                $"No setting has the environment variable '{found.Name}'. Correct it to '{found.Meant}', or unset it.");
        }
    }

    /// <summary>The first name that differs from a known one by a few letters; null where none does.</summary>
    /// <param name="unknown">The names.</param>
    /// <param name="known">The names of all settings.</param>
    public static (string Name, string Meant)? Misspelt(IEnumerable<string> unknown, IReadOnlySet<string> known) =>
        (from name in unknown
         from meant in known.Order(StringComparer.Ordinal)
         let mistakes = Mistakes(name, meant)
         where mistakes <= MostMistakes
         orderby mistakes
         select ((string, string)?)(name, meant)).FirstOrDefault();

    /// <summary>How many letters must be added, removed or replaced to make one name of the other (Levenshtein).</summary>
    private static int Mistakes(string name, string meant)
    {
        var row = Enumerable.Range(0, meant.Length + 1).ToArray();
        foreach (var (index, letter) in name.Index())
        {
            var diagonal = row[0];
            row[0] = index + 1;
            for (var column = 1; column <= meant.Length; column++)
            {
                var replaced = diagonal + (letter == meant[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, 1 + Math.Min(row[column], row[column - 1]));
            }
        }

        return row[^1];
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
