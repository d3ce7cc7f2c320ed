namespace Goji.Sandbox.Jobs.Pods;

internal enum PodResult
{
    Success,
    Fail,
    FailTimes,
    OutOfMemory,
    ImagePull,
    MissingSecret,
    MissingVolume,
    Unschedulable,
    Hang,

    /// <summary>The controller may not create a pod.</summary>
    NoPods,
}
