using Goji.Model;

namespace Goji.Git.Clone;

/// <summary>
/// The message of a commit as the settings want it: a prefix before the subject, a mark for CI systems, further trailers.
/// </summary>
internal static class CommitText
{
    private const string SkipCi = "[skip ci]";

    /// <summary>Composes the whole message. Trailers are its last paragraph, where git looks for them.</summary>
    public static string Of(string message, GitSettings settings)
    {
        var paragraphs = message.Replace("\0", "", StringComparison.Ordinal).TrimEnd().Split("\n\n").ToList();
        paragraphs[0] = settings.CommitPrefix + paragraphs[0];
        var trailers = paragraphs.Count > 1 && paragraphs[^1].Split('\n').All(CommitTrailer.Is) ? paragraphs[^1].Split('\n').ToList() : [];
        if (trailers.Count > 0)
        {
            paragraphs.RemoveAt(paragraphs.Count - 1);
        }

        if (settings.SkipCi)
        {
            paragraphs.Add(SkipCi);
        }

        trailers.AddRange(settings.CommitTrailers);
        if (trailers.Count > 0)
        {
            paragraphs.Add(string.Join('\n', trailers));
        }

        return string.Join("\n\n", paragraphs) + "\n";
    }
}
