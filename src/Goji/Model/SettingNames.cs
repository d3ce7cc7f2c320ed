using System.Text.RegularExpressions;

namespace Goji.Model;

/// <summary>Names settings in messages, for users of the addin, the library, the command and the server.</summary>
internal static partial class SettingNames
{
    /// <summary>The options that are shorter than the names of their settings.</summary>
    private static readonly Dictionary<string, string> ShortOptions = new() { [nameof(GojiOptions.PolicyFile)] = "--policy" };

    /// <summary>Returns the setting's name with the command's option, such as <c>AllowedKinds (--allowed-kinds)</c>.</summary>
    public static string Of(string property) => $"{property} ({OptionOf(property)})";

    /// <summary>Returns the command's option for a setting, such as <c>--allowed-kinds</c>.</summary>
    public static string OptionOf(string property) =>
        ShortOptions.GetValueOrDefault(property) ?? $"--{CamelCaseBoundary().Replace(property, "-").ToLowerInvariant()}";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex CamelCaseBoundary();
}
