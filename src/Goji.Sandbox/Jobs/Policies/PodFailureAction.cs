namespace Goji.Sandbox.Jobs.Policies;

internal enum PodFailureAction
{
    Count,
    Ignore,
    FailJob,
    FailIndex,
}
