using System.Text.RegularExpressions;

namespace Goji.Model;

/// <summary>
/// A line in the last paragraph of a commit's message, such as <c>Signed-off-by: A Person &lt;person@example.com&gt;</c>.
/// </summary>
internal static partial class CommitTrailer
{
    /// <summary>The trailer that names the pass which made the commit.</summary>
    public const string Pass = "Goji-Pass";

    public static bool Is(string line) => Form().IsMatch(line);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]*: \S[^\r\n]*$")]
    private static partial Regex Form();
}
