namespace Goji.Records;

/// <summary>A run record cannot be read: damaged, edited by hand, or of a newer version. Nothing is started because of it.</summary>
internal sealed class RunRecordException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    public static RunRecordException Unreadable(string path, Exception reason) => new(
        $"The run record '{path}' cannot be read: {reason.Message} Restore it from the git history, or delete it if none of its Jobs "
            + $"exists any more.",
        reason);
}
