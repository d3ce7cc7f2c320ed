namespace Goji.Sandbox;

/// <summary>How a <see cref="SandboxCluster"/> is set up.</summary>
public sealed record SandboxOptions
{
    /// <summary>Gets the path of the file that keeps the cluster's state.</summary>
    /// <value>Null, the default: the cluster lives in memory and is gone when it is disposed.</value>
    public string? StateFile { get; init; }

    /// <summary>Gets how long to wait for a state file that another cluster has open.</summary>
    /// <value>10 seconds by default.</value>
    public TimeSpan StateFileTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets a value indicating whether the cluster has Kueue, which admits Jobs that have the label <c>kueue.x-k8s.io/queue-name</c>.
    /// </summary>
    /// <value><see langword="true"/> by default.</value>
    public bool HasKueue { get; init; } = true;

    /// <summary>Gets the cluster's clock.</summary>
    /// <value><see cref="TimeProvider.System"/> by default.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the faults that the cluster shows. They may be changed at any time.</summary>
    /// <value>No faults by default.</value>
    public SandboxFaults Faults { get; init; } = new();
}
