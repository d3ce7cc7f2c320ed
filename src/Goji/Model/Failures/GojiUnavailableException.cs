namespace Goji;

/// <summary>
/// The remote, the disk or a lock is not available at the moment. The same call may succeed later without a change.
/// </summary>
public class GojiUnavailableException : GojiException
{
    /// <summary>Initializes a new instance of the <see cref="GojiUnavailableException"/> class.</summary>
    /// <param name="message">What failed, on what, why, and what to do if it lasts.</param>
    /// <param name="innerException">The failure as the library beneath reported it.</param>
    public GojiUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the time to wait before the next try, as the remote requested it.</summary>
    /// <value><see langword="null"/> where the remote named none.</value>
    public TimeSpan? RetryAfter { get; init; }
}
