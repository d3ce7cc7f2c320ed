using System.Globalization;

namespace Goji.Tool.Settings;

/// <summary>Reads the values of settings. What a text should have been is the message of the <see cref="FormatException"/>.</summary>
internal static class SettingText
{
    public static string? Text(string text) => text;

    public static bool Switch(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new FormatException("true or false"),
    };

    public static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException("a whole number of 0 or more");

    public static int? NumberOrNone(string text) => Number(text);

    public static IReadOnlyList<string> List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A bare number is refused: .NET reads it as days, people mean seconds.
    public static TimeSpan Time(string text)
    {
        if (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var time))
        {
            return time;
        }

        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw NoTime();
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            _ => throw NoTime(),
        };
    }

    public static TimeSpan? TimeOrNone(string text) => Time(text);

    public static T OneOf<T>(string text)
        where T : struct, Enum =>
        ByName<T>(text) ?? throw new FormatException($"one of {string.Join(", ", NamesOf<T>())}");

    public static IReadOnlyList<T> SomeOf<T>(string text)
        where T : struct, Enum =>
        [.. List(text).Select(name => ByName<T>(name) ?? throw new FormatException($"one or more of {string.Join(", ", NamesOf<T>())}, with commas between"))];

    public static IEnumerable<string> NamesOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(NameOf);

    public static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static void Add(IList<string> list, IReadOnlyList<string> items)
    {
        foreach (var item in items)
        {
            list.Add(item);
        }
    }

    // A number would be taken for any enum: names alone are meant.
    private static T? ByName<T>(string text)
        where T : struct, Enum =>
        NamesOf<T>().Contains(text.ToLowerInvariant()) ? Enum.Parse<T>(text, ignoreCase: true) : null;

    private static FormatException NoTime() => new("a time such as 90s, 10m, 1h or 00:10:00");
}
