using Goji.Model;
using LibGit2Sharp;

namespace Goji.Git;

/// <summary>
/// Turns what LibGit2Sharp and the file system throw into Goji's exceptions: what failed, why, the remedy, and by its type what comes
/// next.
/// </summary>
/// <remarks>libgit2 reports most failures by a text alone, so this class reads texts, and no other code does.</remarks>
internal static class GitFailure
{
    private enum Next
    {
        TryAgain,
        PersonActs,
        CloneAnew,
    }

    // The first rule that matches decides.
    private static readonly (Func<Exception, string, bool> Matches, Next Next, string Advice)[] Rules =
    [
        ((_, words) => Contains(words, "not owned by current user"), Next.PersonActs, ""),
        ((_, words) => Contains(words, "No space left", "not enough space", "disk full", "Disk quota"),
            Next.TryAgain, "Free disk space and try again; nothing was lost."),
        ((_, words) => Contains(words, "Read-only file system", "Permission denied", "is denied"),
            Next.PersonActs, "The user that runs the build must be allowed to write there."),
        ((failure, words) => failure is LockedFileException || Contains(words, ".lock"),
            Next.TryAgain, "If no git program is running there, delete the lock file and try again."),
        ((_, words) => Contains(words, "unsupported mandatory extension: 'link'"),
            Next.PersonActs,
            "The clone has a split index, which Goji's git library cannot read. Write it as one file: git update-index --no-split-index."),
        ((_, words) => Contains(words, "sha256", "unknown object format", "unsupported extension name"),
            Next.PersonActs,
            "Goji's git library reads repositories with SHA-1 object ids and git's common extensions only: use such a repository for the "
                + "jobs."),
        ((_, words) => Contains(
            words,
            "there are refs beneath that folder",
            "as a reference of that name already exists",
            "path to reference",
            "failed to create locked file")
            && Contains(words, "refs/remotes/"),
            Next.PersonActs,
            "A branch that the remote no longer has is in the way of one with a similar name. Remove it from the clone: git remote prune "
                + "origin."),
        ((_, words) => Contains(words, "failed to parse config file"), Next.PersonActs, "Correct that file: git config --list shows it."),
        ((_, words) => Contains(
            words,
            "object not found", "hash mismatch", "corrupt", "inflate", "zlib", "data check", "header check", "invalid object",
            "invalid distance", "invalid block",
            "invalid code", "invalid literal", "failed to parse", "no match for id"),
            Next.CloneAnew,
            "An object of the clone is missing or damaged: check it with: git fsck. Deleting the clone's folder and running GojiInit again "
                + "gets a whole one."),
    ];

    public static bool IsForeign(Exception failure) =>
        failure is LibGit2SharpException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;

    /// <summary>Whether git reports a lock file that another program holds, usually for a moment.</summary>
    public static bool IsLock(Exception failure) =>
        failure is LockedFileException
        || (failure is LibGit2SharpException && Contains(failure.Message, ".lock") && !Contains(failure.Message, "No space left", "denied"))
        || (failure is GojiUnavailableException { InnerException: { } inner } && IsLock(inner));

    /// <param name="failure">The failure as it was thrown.</param>
    /// <param name="what">What failed, as the beginning of a sentence: <c>The clone "./jobs" could not be opened</c>.</param>
    public static GojiException Explain(Exception failure, string what)
    {
        var original = failure.Message.Trim().TrimEnd('.', ':');
        var words = RemoteAddress.WithoutCredentials(original);
        var inner = words == original ? failure : null;
        foreach (var (matches, next, advice) in Rules)
        {
            if (matches(failure, words))
            {
                var message = $"{what}: {words}. {(advice.Length == 0 ? TrustAdvice(words) : advice)}";
                return next switch
                {
                    Next.TryAgain => new GojiUnavailableException(message, inner),
                    Next.CloneAnew => new GojiCloneException(message, inner),
                    _ => new GojiUsageException(message, inner),
                };
            }
        }

        return new GojiException($"{what}: {words}.", inner);
    }

    /// <summary>Does some work whose foreign failures are explained.</summary>
    public static T Explained<T>(Func<string> what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (IsForeign(failure))
        {
            throw Explain(failure, what());
        }
    }

    private static string TrustAdvice(string words) =>
        "Make the folder belong to the user that runs the build, or trust it with: " +
        $"git config --global --add safe.directory {(words.Split('\'') is [_, var folder, ..] ? $"'{folder}'" : "<folder>")}.";

    private static bool Contains(string words, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (words.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
