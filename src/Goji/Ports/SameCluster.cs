namespace Goji.Ports;

/// <summary>Whether an attempt was made on the cluster that the runner is configured for.</summary>
internal enum SameCluster
{
    Yes,
    No,

    /// <summary>Nothing can be compared: a recorded Job UID that is found there settles it.</summary>
    CannotTell,
}
