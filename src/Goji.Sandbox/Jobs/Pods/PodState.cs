namespace Goji.Sandbox.Jobs.Pods;

internal enum PodState
{
    /// <summary>Created; the kubelet has not looked at it yet.</summary>
    New,

    /// <summary>Cannot start and never will.</summary>
    Stuck,
    Running,

    /// <summary>The container has failed and waits to be started again in the same pod.</summary>
    WaitingToRestart,
    Succeeded,
    Failed,

    /// <summary>Being deleted.</summary>
    Terminating,
    Gone,
}
