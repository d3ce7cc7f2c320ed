using Goji.Settings.Sources;

namespace Goji.Settings;

/// <summary>
/// The values that are set. The first source that has a setting wins; mistakes are collected, so that they are reported together.
/// </summary>
internal sealed class SettingValues(params IReadOnlyList<ISettingSource> sources)
{
    private readonly List<string> problems = [];

    /// <summary>Returns the value, or the default if it is not set or is invalid.</summary>
    public T Get<T>(Setting<T> setting) =>
        IsSet(setting) ? Get(setting, value => value, setting.DefaultValue) : setting.DefaultValue;

    /// <summary>The value in a type that only the caller knows.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="convert">Converts it. A <see cref="FormatException"/> has what the value should be as its message.</param>
    /// <param name="otherwise">The value to return if it is not set or is invalid.</param>
    public TResult Get<T, TResult>(Setting<T> setting, Func<T, TResult> convert, TResult otherwise)
    {
        if (Find(setting) is not { } input)
        {
            return otherwise;
        }

        try
        {
            var value = input.Read(setting.Form);
            if (setting.Check?.Invoke(value) is { } wrong)
            {
                Add(input.InvalidValue(setting, wrong));
                return otherwise;
            }

            return convert(value);
        }
        catch (FormatException exception)
        {
            Add(input.InvalidValue(setting, $"is not {exception.Message}"));
            return otherwise;
        }
    }

    /// <summary>The same values as a source of its own overrides them.</summary>
    /// <param name="first">The source.</param>
    /// <param name="leftOut">The settings that count only where the source itself has them.</param>
    public SettingValues Under(ISettingSource first, params IReadOnlyCollection<Setting> leftOut) =>
        new([first, .. sources.Select(source => new FilteredSource(source, leftOut))]);

    /// <summary>The same values with the configuration file as it is now.</summary>
    /// <exception cref="GojiUsageException">The file cannot be read.</exception>
    public SettingValues Again() => new([.. sources.Select(source => source is ConfigFile file ? file.Again() : source)]);

    /// <summary>Everything that is set, as one text by which two sets of values can be compared. It may hold secrets.</summary>
    public string Describe(SettingScope takers) => string.Join('\n', SettingTable.All
        .Where(setting => setting.IsTakenBy(takers))
        .Select(setting => (setting.Key, Input: Find(setting)))
        .Where(item => item.Input is not null)
        .Select(item => $"{item.Key}="
            + $"{item.Input!.Text ?? (item.Input.Items is { } items ? string.Join(',', items) : item.Input.Node?.ToString())}"));

    public bool IsSet(Setting setting) => Find(setting) is not null;

    /// <summary>The options with every value that one of these takers takes.</summary>
    public GojiOptions Options(SettingScope takers)
    {
        var options = new GojiOptions();
        foreach (var setting in SettingTable.All.Where(setting => setting.IsTakenBy(takers)))
        {
            setting.Apply(this, options);
        }

        // No person uses the files of a server's own clone.
        options.Sparse ??= takers == SettingScope.Server ? true : (bool?)null;
        return options;
    }

    /// <summary>Adds a mistake that only the caller sees, such as two settings that exclude each other.</summary>
    public void Add(string problem)
    {
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }

    /// <summary>The mistakes so far.</summary>
    public IReadOnlyList<string> Problems => [.. sources.SelectMany(source => source.Problems), .. problems];

    /// <exception cref="GojiUsageException">There are mistakes; the message has all of them.</exception>
    public void ThrowIfWrong() => SettingProblems.ThrowIfAny(Problems);

    private SettingInput? Find(Setting setting) =>
        sources.Select(source => source.Find(setting)).FirstOrDefault(input => input is not null);
}
