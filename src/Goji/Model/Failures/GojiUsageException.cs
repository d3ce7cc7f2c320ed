namespace Goji;

/// <summary>
/// The settings, the credentials or the jobs repository are invalid, or the remote refuses by policy. A person must act; trying again does
/// not help.
/// </summary>
public class GojiUsageException : GojiException
{
    /// <summary>Initializes a new instance of the <see cref="GojiUsageException"/> class.</summary>
    /// <param name="message">What is wrong, with which file or setting, and how to fix it.</param>
    /// <param name="innerException">The failure as the library beneath reported it.</param>
    public GojiUsageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
