using System.Globalization;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>The git configuration of a clone: its files, and what the environment adds with <c>GIT_CONFIG_COUNT</c>.</summary>
/// <remarks>Of a linked worktree LibGit2Sharp would read the configuration in the worktree's own folder, where there is none.</remarks>
internal sealed class CloneConfiguration
{
    private CloneConfiguration(IReadOnlyList<(string Key, string Value)> entries) => Entries = entries;

    /// <summary>The entries, those that count more later. Section and name are in lower case.</summary>
    public IReadOnlyList<(string Key, string Value)> Entries { get; }

    public static CloneConfiguration Of(Repository repository, Func<string, string?> variable)
    {
        var common = RepositoryFolder.CommonOf(repository);
        var isLinked = Path.GetFullPath(common) != Path.GetFullPath(repository.Info.Path.TrimEnd('/', Path.DirectorySeparatorChar));
        using var shared = isLinked ? Configuration.BuildFrom(Path.Combine(common, "config")) : null;
        return new([
            .. (shared ?? repository.Config).Select(entry => (entry.Key, entry.Value ?? "")),
            .. FromEnvironment(variable),
        ]);
    }

    /// <summary>The value that counts; null where there is none.</summary>
    public string? Get(string key) => Entries.LastOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The entries that the environment adds, as git reads them.</summary>
    public static IEnumerable<(string Key, string Value)> FromEnvironment(Func<string, string?> variable)
    {
        var isCount = int.TryParse(variable("GIT_CONFIG_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        for (var index = 0; isCount && index < count; index++)
        {
            if (variable($"GIT_CONFIG_KEY_{index}") is { Length: > 0 } key)
            {
                yield return (key, variable($"GIT_CONFIG_VALUE_{index}") ?? "");
            }
        }
    }
}
