using Goji.Settings.Sources;

namespace Goji.Settings;

/// <summary>The values that somebody has set. The first source that has a setting wins; mistakes are collected, so that they are reported together.</summary>
internal sealed class SettingValues(params IReadOnlyList<ISettingSource> sources)
{
    private readonly List<string> problems = [];

    /// <summary>The value, or the default where nobody sets one or where it is wrong.</summary>
    public T Get<T>(Setting<T> setting) => Get(setting, value => value, setting.DefaultValue);

    /// <summary>The value in a type that only the caller knows.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="convert">Converts it. A <see cref="FormatException"/> has what the value should be as its message.</param>
    /// <param name="otherwise">The value where nobody sets one or where it is wrong.</param>
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
                Add(input.Wrong(setting, wrong));
                return otherwise;
            }

            return convert(value);
        }
        catch (FormatException exception)
        {
            Add(input.Wrong(setting, $"is not {exception.Message}"));
            return otherwise;
        }
    }

    public bool IsSet(Setting setting) => Find(setting) is not null;

    /// <summary>The options with every value that one of these takers takes.</summary>
    public GojiOptions Options(SettingTakers takers)
    {
        var options = new GojiOptions();
        foreach (var setting in SettingTable.All.Where(setting => setting.IsTakenBy(takers)))
        {
            setting.Apply(this, options);
        }

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

    /// <exception cref="GojiUsageException">There are mistakes; the message has all of them.</exception>
    public void ThrowIfWrong() => SettingProblems.ThrowIfAny([.. sources.SelectMany(source => source.Problems), .. problems]);

    private SettingInput? Find(Setting setting) => sources.Select(source => source.Find(setting)).FirstOrDefault(input => input is not null);
}
