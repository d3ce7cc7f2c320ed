using System.Globalization;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Goji.Cake;

internal sealed class ConfiguredValues(ICakeConfiguration configuration)
{
    public string? Text(string setting) =>
        configuration.GetValue(Key(setting)) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public DirectoryPath? Directory(string setting) => Text(setting) is { } value ? new DirectoryPath(value) : null;

    public FilePath? File(string setting) => Text(setting) is { } value ? new FilePath(value) : null;

    public IEnumerable<string>? List(string setting) =>
        Text(setting)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool? Switch(string setting) => Parsed<bool>(
        setting,
        "true or false",
        value => bool.TryParse(value, out var flag) ? flag : null);

    public int? Number(string setting) => Parsed<int>(
        setting,
        "a whole number",
        value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);

    public TimeSpan? Time(string setting) => Parsed(setting, "a time such as 90s, 10m, 1h or 00:10:00", ConfiguredTime.Parse);

    // A number would be taken for any enum: names alone are meant.
    public T? OneOf<T>(string setting)
        where T : struct, Enum => Parsed(
            setting,
            $"one of {string.Join(", ", Enum.GetNames<T>())}{(IsFlags<T>() ? ", or several of them with commas between" : "")}",
            Member<T>);

    public IEnumerable<T>? ListOf<T>(string setting)
        where T : struct, Enum =>
        List(setting)?.Select(item => Member<T>(item) ?? throw Wrong(setting, item, $"one of {string.Join(", ", Enum.GetNames<T>())}")).ToList();

    private static T? Member<T>(string value)
        where T : struct, Enum =>
        value.Any(char.IsAsciiDigit) || (value.Contains(',') && !IsFlags<T>()) || !Enum.TryParse<T>(value, ignoreCase: true, out var member) ? null : member;

    private static bool IsFlags<T>() => typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);

    private static string Key(string setting) => $"Goji_{setting}";

    private T? Parsed<T>(string setting, string meant, Func<string, T?> parse)
        where T : struct =>
        Text(setting) is not { } value
            ? null
            : parse(value) ?? throw Wrong(setting, value, meant);

    private static GojiUsageException Wrong(string setting, string value, string meant) => new(
        $"The value '{value}' of '{Key(setting)}' in Cake's configuration is not {meant}. Correct it in cake.config, the environment variable 'CAKE_{Key(setting).ToUpperInvariant()}' or the argument '--{Key(setting).ToLowerInvariant()}'.");
}
