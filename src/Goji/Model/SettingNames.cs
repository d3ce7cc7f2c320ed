using System.Text.RegularExpressions;

namespace Goji.Model;

/// <summary>Names a setting in messages so that scripts, the command and the server's users all find it.</summary>
internal static partial class SettingNames
{
    /// <summary>Returns the setting's name with the command's option, such as <c>AllowedKinds (--allowed-kinds)</c>.</summary>
    public static string Of(string property) => $"{property} (--{Humps().Replace(property, "-").ToLowerInvariant()})";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}
