using LibGit2Sharp;

namespace Goji.Git.Checkout.Filters;

/// <summary>The repository's configuration of line ends.</summary>
/// <param name="AutoCrlf"><c>core.autocrlf</c>: whether text that no attribute speaks of gets CRLF.</param>
/// <param name="TextIsCrlf">Whether text whose line ends no attribute names gets CRLF.</param>
internal readonly record struct LineEndSettings(bool AutoCrlf, bool TextIsCrlf)
{
    private static readonly string[] True = ["true", "yes", "on", "1", ""];

    public static LineEndSettings Of(Configuration configuration)
    {
        var auto = configuration.Get<string>("core.autocrlf")?.Value ?? "false";
        var isInput = auto.Equals("input", StringComparison.OrdinalIgnoreCase);
        var isAuto = True.Contains(auto, StringComparer.OrdinalIgnoreCase);
        return new(isAuto, isAuto || (!isInput && EolIsCrlf(configuration.Get<string>("core.eol")?.Value ?? "native")));
    }

    private static bool EolIsCrlf(string eol) => eol.ToLowerInvariant() switch
    {
        "crlf" => true,
        "lf" => false,
        _ => OperatingSystem.IsWindows(),
    };
}
