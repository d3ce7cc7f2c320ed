namespace Goji;

/// <summary>An operation of Goji failed. The message names the operation, its subject, the reason and the remedy.</summary>
/// <remarks>
/// The type decides what comes next. <see cref="GojiUnavailableException"/>: the same call may succeed later.
/// <see cref="GojiUsageException"/>: a person must act first. Any other type: git or the cluster failed in a way that neither describes.
/// An exception that does not derive from this class is a fault in Goji, except for <see cref="OperationCanceledException"/> and
/// <see cref="ArgumentException"/>.
/// </remarks>
public class GojiException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="GojiException"/> class.</summary>
    /// <param name="message">What failed, on what, why, and what to do.</param>
    /// <param name="innerException">The failure as the library beneath reported it.</param>
    public GojiException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
