namespace Goji.Git.Remotes.Server.Http;

/// <summary>The file <c>~/.netrc</c> with user names and passwords by host, which git reads too.</summary>
internal static class NetrcFile
{
    /// <summary>Finds the entry of a host, else the default one; null where there is none.</summary>
    public static (string User, string Password)? Find(string host, Func<string, string?> variable)
    {
        var home = variable("HOME") ?? variable("USERPROFILE");
        if (string.IsNullOrEmpty(home))
        {
            return null;
        }

        try
        {
            string[] names = OperatingSystem.IsWindows() ? [".netrc", "_netrc"] : [".netrc"];
            return names.Select(name => Path.Combine(home, name)).FirstOrDefault(File.Exists) is { } file
                ? Find(host, File.ReadAllText(file))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // As for git, a file that cannot be read is none.
            return null;
        }
    }

    /// <summary>Finds the entry of a host in a file's text.</summary>
    public static (string User, string Password)? Find(string host, string text)
    {
        var isMeant = false;
        string? user = null, password = null;
        var words = Words(text).GetEnumerator();
        while (words.MoveNext())
        {
            switch (words.Current)
            {
                case "machine" or "default" when isMeant && password is not null:
                    return (user ?? "", password);

                case "machine":
                    isMeant = words.MoveNext() && words.Current.Equals(host, StringComparison.OrdinalIgnoreCase);
                    (user, password) = (null, null);
                    break;

                case "default":
                    isMeant = true;
                    (user, password) = (null, null);
                    break;

                case "login" when words.MoveNext():
                    user = words.Current;
                    break;

                case "password" when words.MoveNext():
                    password = words.Current;
                    break;
            }
        }

        return isMeant && password is not null ? (user ?? "", password) : null;
    }

    /// <summary>The tokens of the file, without comments and macro definitions. A macro ends at an empty line.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var isMacro = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            isMacro = words.Length > 0 && (isMacro || words[0] == "macdef");
            if (isMacro || words is [['#', ..], ..])
            {
                continue;
            }

            foreach (var word in words)
            {
                yield return word is ['"', .., '"'] ? word[1..^1] : word;
            }
        }
    }
}
