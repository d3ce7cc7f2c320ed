namespace Goji;

/// <summary>
/// The clone is missing or of another repository, or objects of it are missing or damaged. A new clone mends it: what was pushed is at the
/// remote.
/// </summary>
public sealed class GojiCloneException : GojiUsageException
{
    /// <summary>Initializes a new instance of the <see cref="GojiCloneException"/> class.</summary>
    /// <param name="message">What is missing or damaged, and how to fix it.</param>
    /// <param name="innerException">The failure as the library beneath reported it.</param>
    public GojiCloneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
