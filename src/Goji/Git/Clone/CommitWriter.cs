using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Writes commits in the name that the settings give.</summary>
internal static class CommitWriter
{
    private const string SkipCi = "[skip ci]";
    private const string Trailers = "Goji-";

    public static ObjectId Write(Repository repository, GitSettings settings, TimeProvider time, string message, Tree tree, IEnumerable<Commit> parents)
    {
        var signature = new Signature(settings.CommitterName, settings.CommitterEmail, time.GetUtcNow());
        var text = message.Replace("\0", "", StringComparison.Ordinal).TrimEnd();
        var whole = settings.SkipCi ? WithSkipCi(text) : $"{text}\n";
        return repository.ObjectDatabase.CreateCommit(signature, signature, whole, tree, parents, prettifyMessage: false).Id;
    }

    /// <summary>Trailers stay the last paragraph, where git looks for them.</summary>
    private static string WithSkipCi(string text)
    {
        var last = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        return last >= 0 && text.AsSpan(last + 2).StartsWith(Trailers)
            ? $"{text[..last]}\n\n{SkipCi}{text[last..]}\n"
            : $"{text}\n\n{SkipCi}\n";
    }
}
