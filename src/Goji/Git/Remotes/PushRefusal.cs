namespace Goji.Git.Remotes;

/// <summary>Tells a lost race from a refusal by policy, by the words in which servers report either.</summary>
internal static class PushRefusal
{
    // As git, libgit2, JGit and the hosts word it; a text that says both is a refusal.
    private static readonly string[] LostRace =
    [
        "fetch first", "non-fast-forward", "non-fastforward", "incorrect old value", "failed to update ref", "cannot lock ref",
        "reference already exists", "tip of your current branch is behind", "stale info", "failed to lock", "unable to lock",
        "lock failure", "lock error", "remote ref is at", "but expected", "contains commits that are not present locally",
    ];

    private static readonly string[] Policy =
    [
        "hook declined", "protected branch", "rule violations", "denyCurrentBranch", "branch is currently checked out",
        "read-only", "read only", "archived", "not allowed", "prohibited", "permission", "Forbidden", "403",
    ];

    public static bool IsLostRace(string words) => !IsPolicy(words) && Says(words, LostRace);

    public static bool IsPolicy(string words) => Says(words, Policy);

    private static bool Says(string words, string[] phrases) =>
        phrases.Any(phrase => words.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
