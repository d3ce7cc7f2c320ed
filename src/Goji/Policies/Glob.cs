using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Policies;

/// <summary>
/// A pattern: <c>*</c> is any text without a slash, <c>**</c> any text, <c>?</c> one character that is no slash. Case matters.
/// </summary>
internal sealed class Glob
{
    private readonly string pattern;
    private readonly Regex regex;

    private Glob(string pattern, Regex regex)
    {
        this.pattern = pattern;
        this.regex = regex;
    }

    public static Glob Parse(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var isDouble = pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*';
            regex.Append(pattern[i] switch
            {
                '*' when isDouble => ".*",
                '*' => "[^/]*",
                '?' => "[^/]",
                var other => Regex.Escape(other.ToString()),
            });
            i += isDouble ? 1 : 0;
        }

        // Without backtracking, no pattern and no text take more than linear time.
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant;
        return new(pattern, new(regex.Append(@"\z").ToString(), Options));
    }

    public bool Matches(string text) => regex.IsMatch(text);

    public override string ToString() => pattern;
}
