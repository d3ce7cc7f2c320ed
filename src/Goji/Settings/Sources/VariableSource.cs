using Goji.Model;

namespace Goji.Settings.Sources;

/// <summary>The environment variables.</summary>
/// <param name="variable">Reads a variable.</param>
/// <param name="complete">Completes a path; null leaves relative paths to the current folder.</param>
internal sealed class VariableSource(Func<string, string?> variable, Func<Setting, string, string>? complete = null) : ISettingSource
{
    public SettingInput? Find(Setting setting)
    {
        if (setting.Variable is not { } name || variable(name) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Files that secrets are read from often end with a line break, which is no part of the secret.
        text = setting.IsSecret ? text.TrimEnd('\r', '\n') : text.Trim();
        return new()
        {
            Name = $"the environment variable '{name}'",
            Text = complete?.Invoke(setting, text) ?? text,
            Remedy = "Correct it, or unset it.",
        };
    }

    /// <summary>Warnings about variables that look like settings and are none.</summary>
    public static IReadOnlyList<string> UnknownNames(IEnumerable<string> names, IEnumerable<string> others)
    {
        var known = SettingTable.All.Select(setting => setting.Variable).OfType<string>().Concat(others).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. names
                .Where(name => name.StartsWith("GOJI_", StringComparison.Ordinal) && !known.Contains(name) && !IsOfService(name))
                .Order(StringComparer.Ordinal)
                .Select(name => $"The environment variable '{name}' is not a setting of Goji and is ignored."
                    + $"{(SpellingSuggestion.Nearest(name, known) is { } near ? $" Did you mean '{near}'?" : "")}"),
        ];
    }

    // Kubernetes gives every pod the addresses of the services in its namespace, and one may be called goji or goji-git.
    private static bool IsOfService(string name) =>
        name.EndsWith("_SERVICE_HOST", StringComparison.Ordinal)
        || name.Contains("_SERVICE_PORT", StringComparison.Ordinal)
        || name.EndsWith("_PORT", StringComparison.Ordinal)
        || (
            name.Contains("_PORT_", StringComparison.Ordinal)
                && (name.Contains("_TCP", StringComparison.Ordinal) || name.Contains("_UDP", StringComparison.Ordinal)));
}
