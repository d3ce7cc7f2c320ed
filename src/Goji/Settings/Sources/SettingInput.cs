namespace Goji.Settings.Sources;

/// <summary>A value as a source has it: a text, a list, a part of a file, or an object of the setting's own type.</summary>
internal sealed record SettingInput
{
    /// <summary>What messages call the setting here, such as <c>'--wait'</c> or <c>the environment variable 'GOJI_WAIT'</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What messages begin with, such as a file and a line; empty for nothing.</summary>
    public string Place { get; init; } = "";

    /// <summary>How to correct the value, as a sentence; empty for nothing.</summary>
    public string Remedy { get; init; } = "";

    public string? Text { get; init; }

    public IReadOnlyList<string>? Items { get; init; }

    public ConfigNode? Node { get; init; }

    public object? Value { get; init; }

    /// <exception cref="FormatException">The value has another form; the message names the right one.</exception>
    public T Read<T>(SettingForm<T> form) =>
        Value is not null ? (T)Value
        : Node is { } node && form.ReadNode is { } read ? read(node)
        : Items is { } items ? form.ReadItems is { } readItems ? readItems(items) : throw new FormatException("a single value")
        : Text is { } text && form.ReadNode is null ? form.Read(text)
        : throw new FormatException("a list, which only the configuration file can hold");

    /// <summary>A message about a value that is wrong.</summary>
    /// <param name="setting">The setting. The value of a secret is not shown.</param>
    /// <param name="wrong">What is wrong, as the end of a sentence.</param>
    public string InvalidValue(Setting setting, string wrong)
    {
        var shown = setting.IsSecret ? null : Text ?? (Items is { } items ? string.Join(',', items) : null);
        var subject = shown is null ? $"The value of {Name}" : $"The value '{shown}' of {Name}";
        return $"{Place}{subject} {wrong}.{(Remedy.Length == 0 ? "" : " " + Remedy)}";
    }
}
