namespace Goji.Tool.Server.Webhooks;

/// <summary>What Goji needs to know of a push, whichever host describes it.</summary>
/// <param name="Branches">The references that the push moved or made, such as <c>refs/heads/main</c>.</param>
/// <param name="Commits">The commits that it brought, as far as the host names them.</param>
internal sealed record Push(IReadOnlyList<string> Branches, IReadOnlyList<PushedCommit> Commits)
{
    /// <summary>The repository's addresses, and its path at its host, as far as the host names them.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];
}
