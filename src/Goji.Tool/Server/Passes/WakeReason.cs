namespace Goji.Tool.Server.Passes;

/// <summary>What ends a pause between two passes.</summary>
internal enum WakeReason
{
    /// <summary>The time is up.</summary>
    Time,

    /// <summary>Somebody wants to see the repository as it is now. It needs no pass.</summary>
    Refresh,

    /// <summary>Somebody has pushed.</summary>
    Push,
}
