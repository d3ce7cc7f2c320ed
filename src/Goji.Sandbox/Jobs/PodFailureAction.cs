namespace Goji.Sandbox.Jobs;

internal enum PodFailureAction
{
    Count,
    Ignore,
    FailJob,
    FailIndex,
}
