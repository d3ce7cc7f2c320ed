using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Writes commits in the name that the settings give.</summary>
internal static class CommitWriter
{
    private const string SkipCi = "[skip ci]";

    public static ObjectId Write(Repository repository, GitSettings settings, TimeProvider time, string message, Tree tree, IEnumerable<Commit> parents)
    {
        var signature = new Signature(settings.CommitterName, settings.CommitterEmail, time.GetUtcNow());
        var text = message.Replace("\0", "", StringComparison.Ordinal).TrimEnd();
        var whole = settings.SkipCi ? $"{text}\n\n{SkipCi}\n" : $"{text}\n";
        return repository.ObjectDatabase.CreateCommit(signature, signature, whole, tree, parents, prettifyMessage: false).Id;
    }
}
