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
}
