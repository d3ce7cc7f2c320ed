namespace Goji.Ports;

/// <summary>The remote refused a push for a reason that another try does not change: a hook, a protected branch, missing rights.</summary>
internal sealed class PushRefusedException(string message, Exception? innerException = null) : GojiUsageException(message, innerException);
