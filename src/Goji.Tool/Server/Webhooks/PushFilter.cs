namespace Goji.Tool.Server.Webhooks;

/// <summary>Which pushes call for a pass.</summary>
internal sealed class PushFilter(GojiOptions options, Func<string?> branch)
{
    /// <returns>Why the push needs no pass; null where it does.</returns>
    public string? ReasonToIgnore(Push push)
    {
        const string Heads = "refs/heads/";
        if (push.IsDeletion)
        {
            return "a branch was deleted";
        }

        // The branch may not be known yet, before the first pass: then any of them may be it.
        var isOther = branch() is { } name ? push.Ref != Heads + name : !push.Ref.StartsWith(Heads, StringComparison.Ordinal);
        return isOther ? "it is not to the branch that jobs are queued on"
            : push.Commits is { Count: > 0 } commits && commits.All(IsOfAPass) ? "a pass of Goji made it"
            : null;
    }

    /// <summary>
    /// A pass commits under the committer of the settings, and so do <c>goji requeue</c> and <c>goji queue</c> with the same settings on somebody's
    /// desk. Those call for a pass: the first word of the message tells them apart.
    /// </summary>
    private bool IsOfAPass(PushedCommit commit)
    {
        var by = commit.Committer ?? commit.Author;
        return by?.Name == options.CommitterName
            && by.Email == options.CommitterEmail
            && (commit.Message.StartsWith("Process ", StringComparison.Ordinal) || commit.Message.StartsWith("Record ", StringComparison.Ordinal));
    }
}
