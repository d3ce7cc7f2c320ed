using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>A commit to fetch.</summary>
/// <param name="Branch">The branch that it is the tip of.</param>
/// <param name="Tip">The commit.</param>
/// <param name="Depth">How many commits of its history to fetch; 0 fetches all that are missing.</param>
internal sealed record FetchTarget(string Branch, ObjectId Tip, int Depth = 0);
