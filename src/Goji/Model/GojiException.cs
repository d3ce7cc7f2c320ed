namespace Goji;

/// <summary>Git or the cluster failed. The message says what failed, on what, why, and what to do; trying again may help.</summary>
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
