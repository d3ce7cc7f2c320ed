using System.Buffers;

namespace Goji.Ports;

/// <summary>What the name of a tree's entry means.</summary>
internal static class EntryName
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether a name can be a file's on any system without meaning something else there.</summary>
    public static bool IsSafe(string name) =>
        name.Length > 0
        && (IsPlain(name)
            || (name is not ("." or "..")
                && !MeansGitFolder(name)
                && !name.Any(letter => letter is '/' or '\\' or '\uFFFD' || char.IsControl(letter))
                && (!OperatingSystem.IsWindows() || IsSafeOnWindows(name))));

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
        name.IndexOfAny([':', '*', '?', '"', '<', '>', '|']) < 0 && !name.EndsWith('.') && !name.EndsWith(' ');
}
