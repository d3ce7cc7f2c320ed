namespace Goji.Git.Remotes;

/// <summary>
/// Sorts the reasons that servers give for not moving a branch. They apply to the text of the server, never to an address or a
/// branch's name.
/// </summary>
internal static class PushRefusal
{
    // As git, libgit2, JGit and the hosts word it; a text with both is a refusal.
    private static readonly string[] LostRace =
    [
        "fetch first", "non-fast-forward", "non-fastforward", "incorrect old value", "failed to update ref", "cannot lock ref",
        "reference already exists", "tip of your current branch is behind", "stale info", "failed to lock", "unable to lock",
        "lock failure", "lock error", "remote ref is at", "but expected", "contains commits that are not present locally",
    ];

    private static readonly string[] Policy =
    [
        "hook declined", "protected branch", "rule violations", "denyCurrentBranch", "branch is currently checked out",
        "read-only", "read only", "archived", "not allowed", "prohibited", "permission", "forbidden",
    ];

    private static readonly string[] Temporary =
    [
        "internal server error", "internal error", "try again", "temporarily", "timeout", "timed out", "unavailable", "maintenance",
        "unpacker error",
        "unable to migrate objects", "failed to write", "overloaded", "too many", "rate limit", "busy",
    ];

    public static bool IsLostRace(string words) => !IsPolicy(words) && Contains(words, LostRace);

    public static bool IsPolicy(string words) => Contains(words, Policy);

    /// <summary>Whether the server itself fails, and may work again later.</summary>
    public static bool IsTemporary(string words) => !IsPolicy(words) && Contains(words, Temporary);

    /// <summary>The remedy for a refusal.</summary>
    public static string AdviceFor(string words) => Contains(words, ["hook declined", "rule violations"])
        ? "Do what the server's rule asks for, or have it changed."
        : "Grant the user that Goji pushes as write access to this branch, or choose another branch.";

    private static bool Contains(string words, string[] phrases) =>
        phrases.Any(phrase => words.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
