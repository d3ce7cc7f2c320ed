namespace Goji.Sandbox.Jobs.Pods;

/// <summary>The life of one pod, to fractions of a second.</summary>
internal sealed class PodRun
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public int? Index { get; init; }

    /// <summary>Gets how many runs of the same index (or of the Job) there were before this pod's first.</summary>
    public required int FirstRun { get; init; }

    public required DateTimeOffset Created { get; init; }

    public PodState State { get; set; }

    public DateTimeOffset Started { get; set; }

    /// <summary>Gets or sets when the state changes by itself; null where only others can change it.</summary>
    public DateTimeOffset? Due { get; set; }

    public DateTimeOffset Finished { get; set; }

    public int ExitCode { get; set; }

    public int Restarts { get; set; }

    /// <summary>Gets or sets when the run before the present one began and ended; null before the first restart.</summary>
    public (DateTimeOffset Started, DateTimeOffset Finished)? Earlier { get; set; }

    /// <summary>Gets or sets a value indicating whether a pod that cannot pull its image is past its first try.</summary>
    public bool IsBackingOff { get; set; }

    /// <summary>Gets or sets a value indicating whether the controller has entered the pod's end in its counters.</summary>
    public bool IsCounted { get; set; }

    public bool IsActive => State is PodState.New or PodState.Stuck or PodState.Running or PodState.WaitingToRestart;

    public bool IsFinished => State is PodState.Succeeded or PodState.Failed;
}
