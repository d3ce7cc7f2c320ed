using Goji.Git.Clone;
using LibGit2Sharp;

namespace Goji.Git.Remotes;

/// <summary>The branch to work on where the settings name none, and its tip.</summary>
internal static class BranchChoice
{
    public const string LastResort = "master";

    public static string Of(RemoteHeads heads, LocalClone clone) => heads.Default ?? clone.HeadBranch ?? LastResort;

    public static ObjectId TipOf(RemoteHeads heads, string branch, string address)
    {
        if (heads.Branches.TryGetValue(branch, out var tip))
        {
            return tip;
        }

        throw heads.Branches.Count == 0
            ? new GojiUsageException(
                $"The jobs repository '{address}' has no commits. Run GojiInit to scaffold it, or push a first commit.")
            : new GojiUsageException(
                $"The jobs repository '{address}' has no branch '{branch}'. It has: "
                    + $"{string.Join(", ", heads.Branches.Keys.Order(StringComparer.Ordinal).Take(20))}. Name one of them as Branch, or "
                    + $"push '{branch}'.");
    }
}
