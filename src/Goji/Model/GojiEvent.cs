namespace Goji;

/// <summary>What a line of the log is about, for hosts that count or filter lines. The numbers stay as they are.</summary>
public enum GojiEvent
{
    /// <summary>The line has no id of its own.</summary>
    None = 0,

    /// <summary>A push is repeated, because another push came first or the remote did not answer.</summary>
    PushRetried = 1,
}
