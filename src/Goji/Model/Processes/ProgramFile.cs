namespace Goji.Model;

/// <summary>Finds the file of a program that is named without a folder.</summary>
/// <remarks>
/// Windows searches the current folder before <c>PATH</c>, and that folder may be a clone that holds other people's files. It does not
/// find <c>.cmd</c> files, such as those of cloud tools. By default, Git for Windows does not add its <c>sh</c>, <c>ssh-keygen</c> and
/// <c>gpg</c> to <c>PATH</c>.
/// </remarks>
internal static class ProgramFile
{
    private const string DefaultExtensions = ".COM;.EXE;.BAT;.CMD";

    /// <summary>Finds a program on this machine.</summary>
    /// <param name="name">The name or the path of the program.</param>
    /// <returns>The file to start; null where Windows has no such program.</returns>
    public static string? Find(string name) =>
        OperatingSystem.IsWindows() ? FindOnWindows(name, Environment.GetEnvironmentVariable, File.Exists) : name;

    /// <summary>Finds a program by the rules of Windows, without the current folder.</summary>
    /// <param name="name">The name or the path of the program. A path is returned as it is.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="exists">Whether a file exists.</param>
    /// <returns>The file; null where no folder of <c>PATH</c> and no Git for Windows has one.</returns>
    internal static string? FindOnWindows(string name, Func<string, string?> variable, Func<string, bool> exists)
    {
        if (name.AsSpan().IndexOfAny('\\', '/', ':') >= 0)
        {
            return name;
        }

        var extensions = Split(variable("PATHEXT") is { Length: > 0 } set ? set : DefaultExtensions);
        var hasExtension = extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        string[] names = [.. hasExtension ? (string[])[name] : [], .. extensions.Select(extension => name + extension.ToLowerInvariant())];
        var path = Split(variable("PATH") ?? "").Select(folder => folder.Trim('"').TrimEnd('\\', '/')).Where(IsAbsolute).ToList();
        return path.Concat(GitFolders(path, variable, exists))
            .SelectMany(folder => names.Select(file => $@"{folder}\{file}"))
            .FirstOrDefault(exists);
    }

    private static IEnumerable<string> GitFolders(List<string> path, Func<string, string?> variable, Func<string, bool> exists)
    {
        // PATH has Git\cmd by default, and Git\bin or Git\mingw64\bin by choice.
        string[] below = [@"\cmd", @"\mingw64\bin", @"\bin"];
        var besideGit = path
            .Where(folder => exists($@"{folder}\git.exe"))
            .SelectMany(folder => below
                .Where(end => folder.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                .Select(end => folder[..^end.Length]));
        var installed = new[] { variable("ProgramFiles"), variable("LOCALAPPDATA") is { Length: > 0 } local ? $@"{local}\Programs" : null }
            .Where(folder => !string.IsNullOrEmpty(folder))
            .Select(folder => $@"{folder}\Git");
        return besideGit.Concat(installed).SelectMany(root => (string[])[$@"{root}\bin", $@"{root}\usr\bin"]);
    }

    private static string[] Split(string list) =>
        list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsAbsolute(string folder) =>
        (folder.Length >= 2 && char.IsAsciiLetter(folder[0]) && folder[1] == ':') || folder.StartsWith(@"\\", StringComparison.Ordinal);
}
