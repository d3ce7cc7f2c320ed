namespace Goji.Sandbox.Jobs;

internal static class JobLabels
{
    public const string Uid = "batch.kubernetes.io/controller-uid";
    public const string OldUid = "controller-uid";
    public const string Name = "batch.kubernetes.io/job-name";
    public const string OldName = "job-name";
    public const string Index = "batch.kubernetes.io/job-completion-index";
}
