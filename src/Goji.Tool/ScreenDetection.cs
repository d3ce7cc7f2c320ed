namespace Goji.Tool;

/// <summary>Decides whether lines can be drawn anew where a command writes.</summary>
internal static class ScreenDetection
{
    /// <param name="isRedirected">Whether the error stream goes to a file or a pipe.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <returns>
    /// False on build servers, some of which give a build a terminal, and where the user or the terminal wants plain lines.
    /// </returns>
    public static bool IsScreen(bool isRedirected, Func<string, string?> variable) =>
        !isRedirected
        && string.IsNullOrEmpty(variable("NO_COLOR"))
        && string.IsNullOrEmpty(variable("CI"))
        && (variable("TERM") is { Length: > 0 } and not "dumb" || variable("WT_SESSION") is not null);
}
