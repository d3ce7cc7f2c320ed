using Goji.Model;
using Goji.Yaml;

namespace Goji.Settings.Sources;

/// <summary>A configuration file: one YAML mapping whose keys are settings, such as <c>pollInterval: 10s</c>.</summary>
internal sealed class ConfigFile : ISettingSource
{
    private readonly string path;
    private readonly Dictionary<string, (int Line, ConfigNode Value)> values = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    private ConfigFile(string path) => this.path = path;

    public IReadOnlyList<string> Problems => problems;

    /// <summary>Reads a file. Relative paths in it start at its folder.</summary>
    /// <param name="path">The path of the file, as it was given.</param>
    /// <exception cref="GojiUsageException">The file cannot be read, or it is no YAML mapping.</exception>
    public static ConfigFile Read(string path)
    {
        var file = new ConfigFile(path);
        try
        {
            file.Read(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GojiUsageException($"The configuration file '{path}' cannot be read: {failure.Message}", failure);
        }
        catch (YamlSyntaxException failure)
        {
            throw new GojiUsageException($"{file.Place(failure.Problem.Line)}{failure.Problem.Text}", failure);
        }

        return file;
    }

    /// <summary>A mapping within a file, as settings of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">The keys and values.</param>
    public static ConfigFile Part(string path, IEnumerable<KeyValuePair<ConfigNode, ConfigNode>> fields)
    {
        var part = new ConfigFile(path);
        foreach (var (key, value) in fields)
        {
            part.Add(key.Text ?? "", key.Line, value);
        }

        return part;
    }

    /// <summary>The same file as it is now.</summary>
    /// <exception cref="GojiUsageException">It cannot be read.</exception>
    public ConfigFile Again() => Read(path);

    public SettingInput? Find(Setting setting)
    {
        if (!values.TryGetValue(setting.Key, out var found))
        {
            return null;
        }

        var input = new SettingInput { Name = $"'{setting.Key}'", Place = Place(found.Line) };
        return setting.IsStructured ? input with { Node = found.Value }
            : found.Value.Texts is { } items ? input with { Items = items }
            : found.Value.Text is { } text ? input with { Text = Complete(setting, text.Trim()) }
            : input with { Node = found.Value };
    }

    private void Read(byte[] content)
    {
        var documents = new YamlTree(new YamlEvents(YamlText.Decode(content)), new YamlBudget()).Documents().ToList();
        var root = documents is [var (_, first), ..] ? new ConfigNode(first) : default(ConfigNode?);
        if (root is null or { IsEmpty: true })
        {
            return;
        }

        if (documents.Count > 1 || root.Value.Fields is not { } fields)
        {
            throw new GojiUsageException(
                $"The configuration file '{path}' is not one YAML mapping. Write each setting on a line of its own, such as 'pollInterval: "
                    + $"10s'.");
        }

        foreach (var (key, value) in fields)
        {
            Add(key.Text ?? "", key.Line, value);
        }
    }

    private void Add(string key, int line, ConfigNode value)
    {
        if (SettingTable.All.FirstOrDefault(setting => setting.Key == key) is not { } setting || !(setting.IsInFile || setting.IsSecret))
        {
            problems.Add(
                $"{Place(line)}'{key}' is not a setting."
                + (SpellingSuggestion.Nearest(key, Keys) is { } near ? $" Did you mean '{near}'?" : ""));
        }
        else if (setting.IsSecret)
        {
            problems.Add(
                $"{Place(line)}'{key}' is a secret, and this file is no place for one. Set the environment variable '{setting.Variable}' "
                    + $"instead.");
        }
        else if (values.TryGetValue(key, out var first))
        {
            problems.Add($"{Place(line)}'{key}' is set twice; the first time in line {first.Line}. Remove one of the two.");
        }
        else if (!value.IsEmpty)
        {
            values.Add(key, (line, value));
        }
    }

    private static IEnumerable<string> Keys =>
        SettingTable.All.Where(setting => setting.IsInFile).Select(setting => setting.Key);

    private string Complete(Setting setting, string text) =>
        setting.Path == SettingPath.None || text.Length == 0 ? text : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, text);

    private string Place(int line) => line > 0 ? $"{path}, line {line}: " : $"{path}: ";
}
