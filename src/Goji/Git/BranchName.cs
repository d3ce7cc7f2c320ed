namespace Goji.Git;

/// <summary>The names of references and of their branches.</summary>
internal static class BranchName
{
    public const string Prefix = "refs/heads/";

    /// <summary>The reference of a branch.</summary>
    public static string Reference(string branch) => Prefix + branch;

    /// <summary>The branch of a reference; null where it is no branch's.</summary>
    public static string? Of(string? reference) =>
        reference?.StartsWith(Prefix, StringComparison.Ordinal) == true && reference.Length > Prefix.Length
            ? reference[Prefix.Length..]
            : null;
}
