namespace Goji.Runs;

/// <summary>A run record cannot be read: damaged, edited by hand, or of a newer version. Nothing may be started on its word.</summary>
internal sealed class RunRecordException(string message, Exception? innerException = null) : Exception(message, innerException);
