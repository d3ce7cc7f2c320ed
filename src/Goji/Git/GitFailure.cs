using Goji.Git.Remotes;
using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Turns what LibGit2Sharp and the file system throw into sentences: what failed, why, and the way out.</summary>
internal static class GitFailure
{
    public static bool IsForeign(Exception failure) =>
        failure is LibGit2SharpException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;

    /// <param name="failure">The failure as it was thrown.</param>
    /// <param name="what">What failed, as the beginning of a sentence: <c>The clone "./jobs" could not be opened</c>.</param>
    public static Exception Explain(Exception failure, string what)
    {
        var words = RemoteAddress.WithoutCredentials(failure.Message).Trim().TrimEnd('.');
        var inner = words == failure.Message.Trim().TrimEnd('.') ? failure : null;
        var advice = Advice(failure, words);

        return IsForPeople(words)
            ? new GojiUsageException($"{what}: {words}. {advice}".TrimEnd(), inner)
            : new GojiException($"{what}: {words}. {advice}".TrimEnd(), inner);
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

    private static bool IsForPeople(string words) => Says(words, "not owned by current user");

    private static string Advice(Exception failure, string words) => failure switch
    {
        _ when Says(words, "not owned by current user") =>
            $"Make the folder belong to the user that runs the build, or trust it with: git config --global --add safe.directory {(words.Split('\'') is [_, var folder, ..] ? $"'{folder}'" : "<folder>")}.",
        _ when Says(words, "could not read refs") =>
            "What ssh says stands in the build's output above: check the key, the server's entry in known_hosts, and the address. GIT_SSH_COMMAND can name another command.",
        _ when Says(words, "status code: 404", "status code: 403") =>
            "Check the address; a host also answers so when the user in GIT_USERNAME and GIT_PASSWORD may not see the repository.",
        _ when Says(words, "certificate", "SSL error", "self-signed", "self signed") =>
            "If the server's certificate comes from an authority of your own, name its file in the environment variable SSL_CERT_FILE.",
        _ when Says(words, "No space left", "not enough space", "disk full", "Disk quota") =>
            "Make room on the disk and try again; nothing was lost.",
        _ when Says(words, "Read-only file system", "Permission denied", "is denied") =>
            "The user that runs the build must be allowed to write there.",
        LockedFileException =>
            "If no git program is running there, delete the lock file and try again.",
        _ when Says(words, ".lock") =>
            "If no git program is running there, delete the lock file and try again.",
        _ when Says(words, "object not found", "hash mismatch", "corrupt", "inflate", "zlib", "data check", "header check", "invalid object", "invalid distance", "invalid block", "invalid code", "invalid literal", "failed to parse") =>
            "An object of the clone is missing or damaged: check it with: git fsck. Deleting the clone's folder and running GojiInit again gets a whole one.",
        _ when Says(words, "failed to resolve", "connect", "timed out", "unreachable", "SecureTransport", "end of file", "EOF", "early") =>
            "The remote may be away for a moment: try again, and check its address and the network.",
        _ => "",
    };

    private static bool Says(string words, params ReadOnlySpan<string> phrases)
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
