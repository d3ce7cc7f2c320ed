namespace Goji.Notifications.Statuses;

/// <summary>Where the statuses of a repository are set.</summary>
/// <param name="Kind">The kind of the host.</param>
/// <param name="Api">The address of its API, without a slash at the end.</param>
/// <param name="Repository">The path of the repository as the API names it: <c>owner/name</c>; for Azure
/// <c>organization/project/name</c>.</param>
internal sealed record StatusTarget(GitHostKind Kind, string Api, string Repository)
{
    /// <summary>Whether the API belongs to the host of the remote, so that the token for one is meant for the other.</summary>
    public bool IsOfRemote { get; init; }
}
