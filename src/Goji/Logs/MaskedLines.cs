using Goji.Model;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>
/// Masks secrets in the lines of one stream, from its first line on. Where a long line comes in pieces, a secret may begin in one and end
/// in the next: what may be the beginning of one is moved to the next piece. A line that is read again has the same pieces again.
/// </summary>
/// <param name="secrets">The secrets.</param>
/// <param name="isCut">Whether the stream may begin within a line: the last lines are counted by the parts in which the node keeps long
/// lines.</param>
internal sealed class MaskedLines(Secrets secrets, bool isCut)
{
    private string held = "";
    private bool isFirst = isCut;

    /// <summary>The next line, or piece of one, without the secrets.</summary>
    public LogLine Next(LogLine line)
    {
        var text = line.IsRest && held.Length > 0 ? held + line.Text : line.Text;
        held = "";
        if (line.HasRest)
        {
            var whole = secrets.LengthOfWhole(text);
            (held, text) = (text[whole..], text[..whole]);
        }

        var clean = secrets.Clean(text);
        if (isFirst || line.IsUnfinished)
        {
            clean = secrets.CleanCut(clean, isFirst, line.IsUnfinished);
            isFirst = false;
        }

        return ReferenceEquals(clean, line.Text) ? line : line with { Text = clean };
    }
}
