using Goji.Model;

namespace Goji.Git.Remotes.Server;

/// <summary>A session with a server failed: why, and what comes next. <see cref="ServerRemote"/> adds what was tried.</summary>
internal sealed class RemoteFailureException : Exception
{
    private RemoteFailureException(string words, string advice, bool isTemporary, Exception? innerException)
        : base(words, innerException)
    {
        Advice = advice;
        IsTemporary = isTemporary;
    }

    /// <summary>The remedy, as a sentence.</summary>
    public string Advice { get; }

    /// <summary>Whether the same session may succeed later.</summary>
    public bool IsTemporary { get; }

    /// <summary>The time to wait before the next try, where the server named one.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static RemoteFailureException TryAgain(string words, string advice, Exception? innerException = null) =>
        new(words, advice, true, innerException);

    public static RemoteFailureException PersonActs(string words, string advice, Exception? innerException = null) =>
        new(words, advice, false, innerException);

    /// <summary>The connection failed below git's protocol.</summary>
    public static RemoteFailureException Unreachable(string words, Exception? innerException = null) => TryAgain(
        words, "The remote may be away for a moment: try again, and check its address and the network.", innerException);

    /// <summary>The same failure with the time to wait that the server named.</summary>
    public RemoteFailureException After(TimeSpan wait) => new(Message, Advice, IsTemporary, InnerException) { RetryAfter = wait };

    /// <summary>The exception for the caller.</summary>
    /// <param name="what">What failed, as the beginning of a sentence.</param>
    public GojiException Explained(string what)
    {
        var message = RemoteAddress.WithoutCredentials($"{what}: {Message.TrimEnd('.')}. {Advice}".TrimEnd());
        return IsTemporary
            ? new GojiUnavailableException(message, InnerException) { RetryAfter = RetryAfter }
            : new GojiUsageException(message, InnerException);
    }
}
