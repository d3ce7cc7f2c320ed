namespace Goji.Tool.Server.Webhooks;

/// <summary>One commit of a push. GitLab tells the author alone; of Goji's commits that is the committer too.</summary>
internal sealed record PushedCommit
{
    public string Message { get; init; } = "";

    public PushedBy? Author { get; init; }

    public PushedBy? Committer { get; init; }
}
