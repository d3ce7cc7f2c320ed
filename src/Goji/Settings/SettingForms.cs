using System.Globalization;
using Goji.Settings.Sources;

namespace Goji.Settings;

/// <summary>The forms that settings have.</summary>
internal static class SettingForms
{
    private const string None = "none";

    public static SettingForm<string?> Text { get; } = new() { Read = text => text, Write = text => text ?? None, ValueName = "text" };

    /// <summary>A text that has a default.</summary>
    public static SettingForm<string> Required { get; } = new() { Read = text => text, Write = text => text, ValueName = "text" };

    public static SettingForm<bool> Switch { get; } = new()
    {
        Read = text => text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "1" => true,
            "false" or "no" or "off" or "0" => false,
            _ => throw new FormatException("true or false"),
        },
        Write = value => value ? "true" : "false",
    };

    public static SettingForm<int> Number { get; } = new()
    {
        Read = ReadNumber,
        Write = value => value.ToString(CultureInfo.InvariantCulture),
        ValueName = "number",
    };

    public static SettingForm<int?> OptionalNumber { get; } = new()
    {
        Read = text => ReadNumber(text),
        Write = value => value?.ToString(CultureInfo.InvariantCulture) ?? None,
        ValueName = "number",
    };

    public static SettingForm<TimeSpan> Time { get; } = new() { Read = SettingTime.Read, Write = SettingTime.Write, ValueName = "time" };

    public static SettingForm<TimeSpan?> OptionalTime { get; } = new()
    {
        Read = text => SettingTime.Read(text),
        Write = value => value is { } time ? SettingTime.Write(time) : None,
        ValueName = "time",
    };

    public static SettingForm<IReadOnlyList<string>> List { get; } = new()
    {
        Read = Items,
        ReadItems = items => items,
        Write = items => items.Count == 0 ? None : string.Join(',', items),
        ValueName = "names",
    };

    /// <summary>A list of mappings, which only the configuration file can hold.</summary>
    public static SettingForm<IReadOnlyList<ConfigNode>> Mappings { get; } = new()
    {
        Read = _ => throw new FormatException("a list of mappings"),
        ReadNode = node => node.Items is { } items && items.All(item => item.Fields is not null)
            ? items
            : throw new FormatException("a list of mappings"),
        Write = items => items.Count == 0 ? None : $"{items.Count}",
        ValueName = "mappings",
    };

    public static SettingForm<T> OneOf<T>(params IReadOnlyList<T> choices)
        where T : struct, Enum
    {
        string[] names = [.. (choices.Count == 0 ? Enum.GetValues<T>() : choices).Select(NameOf)];
        return new()
        {
            Read = text => Member<T>(text, names) ?? throw new FormatException($"one of {string.Join(", ", names)}"),
            Write = NameOf,
            ValueName = string.Join('|', names),
            Choices = names,
        };
    }

    public static SettingForm<T?> OptionalOneOf<T>()
        where T : struct, Enum
    {
        var form = OneOf<T>();
        return new()
        {
            Read = text => form.Read(text),
            Write = value => value is { } one ? NameOf(one) : None,
            ValueName = form.ValueName,
            Choices = form.Choices,
        };
    }

    public static SettingForm<IReadOnlyList<T>> SomeOf<T>(params IReadOnlyList<T> choices)
        where T : struct, Enum
    {
        string[] names = [.. (choices.Count == 0 ? Enum.GetValues<T>() : choices).Select(NameOf)];
        return new()
        {
            Read = text => Members(Items(text)),
            ReadItems = Members,
            Write = values => values.Count == 0 ? None : string.Join(',', values.Select(NameOf)),
            ValueName = "states",
            Choices = names,
        };

        IReadOnlyList<T> Members(IReadOnlyList<string> items) =>
            [.. items.Select(
                item => Member<T>(item, names)
                    ?? throw new FormatException($"one or more of {string.Join(", ", names)}, with commas between"))];
    }

    public static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string[] Items(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException("a whole number of 0 or more");

    // Enum.Parse accepts numbers too, and only names are meant.
    private static T? Member<T>(string text, string[] names)
        where T : struct, Enum => names.Contains(text.ToLowerInvariant()) ? Enum.Parse<T>(text, ignoreCase: true) : null;
}
