namespace Goji.Settings;

/// <summary>The words of a name such as <c>PollInterval</c>.</summary>
internal static class SettingName
{
    public static IReadOnlyList<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i == name.Length || (char.IsAsciiLetterUpper(name[i]) && !char.IsAsciiLetterUpper(name[i - 1])))
            {
                words.Add(name[start..i]);
                start = i;
            }
        }

        return words;
    }

    /// <summary>The known name that somebody may have meant; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known) => known
        .Select(other => (Name: other, Distance: Distance(name.ToLowerInvariant(), other.ToLowerInvariant())))
        .Where(other => other.Distance <= Math.Max(1, name.Length / 4))
        .OrderBy(other => other.Distance)
        .ThenBy(other => other.Name, StringComparer.Ordinal)
        .Select(other => other.Name)
        .FirstOrDefault();

    /// <summary>How many letters are added, removed, replaced, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
