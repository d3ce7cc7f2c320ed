namespace Goji.Sandbox.Jobs.Kueue;

/// <summary>Labels and annotations of Kueue's, and the one that decides how the sandbox's Kueue treats a Job.</summary>
internal static class KueueNames
{
    public const string Group = "kueue.x-k8s.io";
    public const string Queue = Group + "/queue-name";
    public const string PriorityClass = Group + "/priority-class";
    public const string JobUid = Group + "/job-uid";
    public const string Script = "sandbox.goji.run/queue";
}
