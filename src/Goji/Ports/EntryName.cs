using System.Buffers;

namespace Goji.Ports;

/// <summary>What the name of a tree's entry means.</summary>
internal static class EntryName
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether a name can be a file's on any system without meaning something else there.</summary>
    public static bool IsSafe(string name) => IsSafe(name, OperatingSystem.IsWindows());

    /// <inheritdoc cref="IsSafe(string)"/>
    /// <param name="name">The name.</param>
    /// <param name="onWindows">Whether the rules of Windows hold as well.</param>
    internal static bool IsSafe(string name, bool onWindows) =>
        name.Length > 0
        && (IsPlain(name)
            || (name is not ("." or "..")
                && !MeansGitFolder(name)
                && !name.Any(letter => letter is '/' or '\\' or '\uFFFD' || char.IsControl(letter))))
        && (!onWindows || IsSafeOnWindows(name));

    public static bool IsSafePath(string path) => path.Split('/').All(IsSafe);

    public static bool IsJobFile(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    // True of nearly every name, and fast to check.
    private static bool IsPlain(string name) => name[0] != '.' && name[^1] != '.' && !name.AsSpan().ContainsAnyExcept(Plain);

    // Windows drops trailing dots and spaces, knows .git as git~1, and macOS ignores some invisible letters.
    private static bool MeansGitFolder(string name)
    {
        var visible = new string(name.Where(letter => !IsIgnoredByMacOS(letter)).ToArray());
        var plain = visible.Split(':')[0].TrimEnd('.', ' ');
        return plain.Equals(".git", StringComparison.OrdinalIgnoreCase) || plain.Equals("git~1", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsIgnoredByMacOS(char letter) =>
        letter is (>= '\u200C' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u206A' and <= '\u206F') or '\uFEFF';

    private static bool IsSafeOnWindows(string name) =>
        name.IndexOfAny([':', '*', '?', '"', '<', '>', '|']) < 0 && !name.EndsWith('.') && !name.EndsWith(' ') && !IsDevice(name);

    // A device has its name in each folder, and with any extension.
    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var device = name.AsSpan(0, dot < 0 ? name.Length : dot).TrimEnd(' ');
        return device.Length switch
        {
            3 => IsOneOf(device, "CON", "PRN", "AUX", "NUL"),
            4 => IsOneOf(device[..3], "COM", "LPT") && (char.IsAsciiDigit(device[3]) || device[3] is '\u00B9' or '\u00B2' or '\u00B3'),
            6 or 7 => IsOneOf(device, "CONIN$", "CONOUT$"),
            _ => false,
        };
    }

    private static bool IsOneOf(ReadOnlySpan<char> name, params ReadOnlySpan<string> names)
    {
        foreach (var known in names)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
