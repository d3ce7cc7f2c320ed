namespace Goji.Model;

/// <summary>The names of what a check looks for, with a sentence for each.</summary>
internal static class CheckRules
{
    public const string Manifest = "manifest";
    public const string UnknownField = "unknown-field";
    public const string WrongShape = "wrong-shape";
    public const string SameJob = "same-job";
    public const string SamePath = "same-path";
    public const string Steering = "steering";
    public const string Policy = "policy";
    public const string Signature = "signature";
    public const string ApiServer = "api-server";
    public const string Rights = "rights";
    public const string JobExists = "job-exists";

    /// <summary>What a finding of each rule means.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [Manifest] = "A pass refuses the manifest.",
        [UnknownField] = "Kubernetes does not know the field.",
        [WrongShape] = "The value has another shape than the field takes.",
        [SameJob] = "Two manifests name the same Job.",
        [SamePath] = "The repository has a job of the same path.",
        [Steering] = "The file never starts, or waits for a file that does not exist.",
        [Policy] = "The policy does not let the file start with this context.",
        [Signature] = "The policy demands a signature that the file's commits lack.",
        [ApiServer] = "The API server refuses the resource.",
        [Rights] = "The runner may not create the resource.",
        [JobExists] = "The cluster has a Job of the same name.",
    };
}
