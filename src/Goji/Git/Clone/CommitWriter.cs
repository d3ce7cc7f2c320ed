using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Writes commits in the name that the settings give, signed where they name a key.</summary>
internal static class CommitWriter
{
    public static ObjectId Write(
        Repository repository, GitSettings settings, TimeProvider time, string message, Tree tree, IEnumerable<Commit> parents)
    {
        var signature = new Signature(settings.CommitterName, settings.CommitterEmail, time.GetUtcNow());
        var text = CommitText.Of(message, settings);
        if (settings.SigningKey is not { Length: > 0 } key)
        {
            return repository.ObjectDatabase.CreateCommit(signature, signature, text, tree, parents, prettifyMessage: false).Id;
        }

        var content = Commit.CreateBuffer(signature, signature, text, tree, parents, prettifyMessage: false, commentChar: null);
        var proof = new CommitSigner(key, CloneConfiguration.Of(repository, settings.Variable)).Sign(content);
        return repository.ObjectDatabase.CreateCommitWithSignature(content, proof, "gpgsig");
    }
}
