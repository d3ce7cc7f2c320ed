using Goji.Git.Objects;

namespace Goji.Git.Checkout.Sparse;

/// <summary>
/// The folders that a sparse checkout shows, in the patterns that git calls a cone: some folders whole, and the files right beside the way
/// to them.
/// </summary>
/// <remarks>
/// Which files are shown depends on their folder alone. See "Internals - cone mode pattern set" in git's manual of <c>git
/// sparse-checkout</c>.
/// </remarks>
internal sealed class Cone
{
    private const string RootFiles = "/*";
    private const string NoOtherFolders = "!/*/";
    private const string Special = "*?[\\";

    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> onTheWay = new(StringComparer.Ordinal);

    private Cone()
    {
    }

    public static Cone Of(IEnumerable<string> folders)
    {
        var cone = new Cone();
        foreach (var folder in folders)
        {
            cone.whole.Add(folder);
            cone.onTheWay.UnionWith(FolderPath.Parents(folder));
        }

        return cone;
    }

    /// <summary>The cone of a repository's sparse-checkout file; null where a person wrote patterns into it that are no cone.</summary>
    public static Cone? Parse(IEnumerable<string> lines)
    {
        string[] patterns = [.. lines.Where(line => line.Length > 0 && line[0] != '#')];
        if (patterns is not [RootFiles, NoOtherFolders, .. var folders])
        {
            return null;
        }

        var cone = new Cone();
        return folders.All(cone.Take) ? cone : null;
    }

    /// <summary>The lines of the sparse-checkout file, as <c>git sparse-checkout set --cone</c> writes them.</summary>
    public IEnumerable<string> Lines() =>
    [
        RootFiles,
        NoOtherFolders,
        .. onTheWay.Order(StringComparer.Ordinal).SelectMany(folder => (string[])[$"/{Escape(folder)}/", $"!/{Escape(folder)}/*/"]),
        .. whole.Order(StringComparer.Ordinal).Select(folder => $"/{Escape(folder)}/"),
    ];

    public bool Shows(string path) => ShowsFilesOf(FolderPath.Of(path));

    /// <summary>Whether the files right in a folder are shown; the root's name is empty.</summary>
    public bool ShowsFilesOf(string folder) => folder.Length == 0 || onTheWay.Contains(folder) || IsWhole(folder);

    /// <summary>Whether something in a folder, or below it, is shown.</summary>
    public bool Enters(string folder) =>
        ShowsFilesOf(folder) || whole.Any(shown => shown.StartsWith($"{folder}/", StringComparison.Ordinal));

    private bool IsWhole(string folder) => whole.Contains(folder) || FolderPath.Parents(folder).Any(whole.Contains);

    private bool Take(string pattern)
    {
        var isWay = pattern.StartsWith("!/", StringComparison.Ordinal) && pattern.EndsWith("/*/", StringComparison.Ordinal);
        var isFolder = pattern.StartsWith('/') && pattern.EndsWith('/');
        var name = isWay ? Unescape(pattern[1..^2]) : isFolder ? Unescape(pattern) : null;
        return name is not null && (isWay ? whole.Remove(name) && onTheWay.Add(name) : whole.Add(name));
    }

    private static string Escape(string folder) =>
        string.Concat(folder.Select(letter => Special.Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : $"{letter}"));

    /// <summary>The folder of a pattern such as <c>/a/b/</c>; null where the pattern means more than that folder.</summary>
    private static string? Unescape(string pattern)
    {
        var name = new System.Text.StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var isEscape = pattern[at] == '\\' && at + 1 < pattern.Length;
            if (!isEscape && Special.Contains(pattern[at], StringComparison.Ordinal))
            {
                return null;
            }

            name.Append(pattern[isEscape ? ++at : at]);
        }

        var folder = name.Length > 2 ? name.ToString(1, name.Length - 2) : "";
        return folder.Split('/').All(part => part.Length > 0) ? folder : null;
    }
}
