namespace Goji.Tool.Server.Webhooks;

/// <summary>Decides which pushes need a pass.</summary>
internal sealed class PushFilter(GojiOptions options, Func<string?> branch)
{
    public DeliveryResponse ResponseTo(Push push) =>
        ReasonToIgnore(push) is { } reason ? DeliveryResponse.Ignored(reason) : DeliveryResponse.Accepted;

    /// <returns>Why the push needs no pass; null where it does.</returns>
    private string? ReasonToIgnore(Push push)
    {
        const string Heads = "refs/heads/";
        if (push.Branches.Count == 0)
        {
            return "it updates no branch";
        }

        // The branch may not be known yet, before the first pass: then any of them may be it.
        var name = branch();
        return !push.Branches.Any(pushed => name is null ? pushed.StartsWith(Heads, StringComparison.Ordinal) : pushed == Heads + name)
            ? "it is not to the branch that jobs are queued on"
            : push.Commits.Count > 0 && push.Commits.All(IsOfAPass) ? "a pass of Goji made it"
            : null;
    }

    /// <summary>
    /// A pass commits under the committer of the settings, and so do <c>goji requeue</c> and <c>goji queue</c> with the same settings on
    /// somebody's desk. Those need a pass: only a pass names itself in a trailer. Version 1.0.0 began its subjects with two words of its
    /// own instead.
    /// </summary>
    private bool IsOfAPass(PushedCommit commit) =>
        commit.Name == options.CommitterName
        && commit.Email == options.CommitterEmail
        && (commit.Message.Contains("\nGoji-Pass: ", StringComparison.Ordinal)
            || commit.Message.StartsWith("Process ", StringComparison.Ordinal)
                || commit.Message.StartsWith("Record ", StringComparison.Ordinal));
}
