namespace Goji.Tool;

/// <summary>Decides what the place can show where a command writes.</summary>
internal static class ScreenDetection
{
    /// <summary>Decides whether lines can be drawn anew.</summary>
    /// <param name="isRedirected">Whether the error stream goes to a file or a pipe.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <returns>
    /// False on build servers, some of which give a build a terminal, and where the terminal wants plain lines.
    /// </returns>
    public static bool IsScreen(bool isRedirected, Func<string, string?> variable) =>
        !isRedirected
        && string.IsNullOrEmpty(variable("CI"))
        && (variable("TERM") is { Length: > 0 } and not "dumb" || variable("WT_SESSION") is not null);

    /// <summary>Decides whether colours are wanted: see no-color.org.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static bool HasColours(Func<string, string?> variable) => string.IsNullOrEmpty(variable("NO_COLOR"));
}
