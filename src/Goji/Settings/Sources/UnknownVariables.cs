using System.Text.RegularExpressions;

namespace Goji.Settings.Sources;

/// <summary>
/// Finds variables that look like settings but are not, such as a misspelt name, which would have no effect and no error.
/// </summary>
/// <param name="environment">The names of the environment's variables.</param>
internal sealed partial class UnknownVariables(IEnumerable<string> environment)
{
    // More changes than these make another word of a name.
    private const int MostMistakes = 2;

    private const string Prefix = "GOJI_";
    private const string CakePrefix = "CAKE_GOJI_";

    private static IReadOnlySet<string> Known { get; } = SettingTable.All
        .SelectMany(setting => (string?[])[setting.Variable, setting.IsSecret ? $"{setting.Variable}_FILE" : null])
        .OfType<string>()
        .ToHashSet();

    private static IReadOnlySet<string> KnownOfCake { get; } = SettingTable.All
        .Select(setting => CakePrefix + setting.AddinName.ToUpperInvariant())
        .ToHashSet();

    /// <summary>What is wrong with unknown names, where the environment is the program's own, as in a pod; null for nothing.</summary>
    public string? Problem => Among(Prefix, Known) is { Count: > 0 } unknown
        ? $"No setting has the environment variable '{string.Join("', '", unknown)}'. Correct the name, or unset it; docs/settings.md "
            + $"lists the names."
        : null;

    /// <summary>
    /// Names that are almost those of settings, where the environment is shared with other programs: the name that is nearest to one; null
    /// where there is none.
    /// </summary>
    public string? Misspelt => MisspeltAmong(Prefix, Known);

    /// <summary>The same for the names of Cake's configuration.</summary>
    public string? MisspeltOfCake => MisspeltAmong(CakePrefix, KnownOfCake);

    private string? MisspeltAmong(string prefix, IReadOnlySet<string> known) =>
        (from name in Among(prefix, known)
         from meant in known.Order(StringComparer.Ordinal)
         let mistakes = Mistakes(name, meant)
         where mistakes <= MostMistakes
         orderby mistakes
         select $"No setting has the environment variable '{name}'. Correct it to '{meant}', or unset it.").FirstOrDefault();

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

    /// <summary>The names that begin as Goji's do and are not known.</summary>
    private IReadOnlyList<string> Among(string prefix, IReadOnlySet<string> known) =>
        [.. environment
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !known.Contains(name) && !OfService().IsMatch(name))
            .Order(StringComparer.Ordinal)];

    // Kubernetes gives pods variables for each Service of the namespace; one called goji has these.
    [GeneratedRegex("^GOJI_(SERVICE_|PORT($|_))|^GOJI_[A-Z0-9_]+_(SERVICE_(HOST|PORT)|PORT)(_|$)")]
    private static partial Regex OfService();
}
