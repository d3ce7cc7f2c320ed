using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Goji.Kubernetes.Api;

/// <summary>
/// Shows the API server's warnings, each text once: what Pod Security would forbid, fields that are hidden or deprecated
/// (https://kubernetes.io/blog/2020/09/03/warnings).
/// </summary>
internal sealed partial class ApiWarnings(IGojiLog log)
{
    private readonly ConcurrentDictionary<string, byte> shown = [];

    public void Show(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Warning", out var headers))
        {
            return;
        }

        foreach (var match in headers.SelectMany(header => Warning().Matches(header)))
        {
            var text = Escape().Replace(match.Groups["text"].Value, "$1");
            if (shown.TryAdd(text, 0))
            {
                log.Write(GojiLogLevel.Warning, "The cluster warns: {0}", text);
            }
        }
    }

    // RFC 7234, section 5.5. Kubernetes sends the code 299 and, in place of an agent, a dash; several warnings may share a line.
    [GeneratedRegex("299 \\S+ \"(?<text>(?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Warning();

    [GeneratedRegex("""\\(.)""")]
    private static partial Regex Escape();
}
