using Goji.Settings.Sources;

namespace Goji.Settings;

/// <summary>How the value of a setting is written.</summary>
internal sealed record SettingForm<T>
{
    /// <summary>
    /// Reads a text. A <see cref="FormatException"/> has what the text should be as its message, such as "true or false".
    /// </summary>
    public required Func<string, T> Read { get; init; }

    /// <summary>Reads the items of a list; null where the value is no list.</summary>
    public Func<IReadOnlyList<string>, T>? ReadItems { get; init; }

    /// <summary>Reads what no text can hold from the configuration file; null for anything else.</summary>
    public Func<ConfigNode, T>? ReadNode { get; init; }

    /// <summary>Writes a value as documentation shows it.</summary>
    public required Func<T, string> Write { get; init; }

    public string? ValueName { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The same form with another name for the value.</summary>
    public SettingForm<T> Named(string valueName) => this with { ValueName = valueName };
}
