using Goji.Policies;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>
/// The rule about which Jobs a cancel may delete: those that this attempt has started, in namespaces that the settings allow.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="policy">What committers may do; null for no policy.</param>
/// <param name="repositoryId">The id of the repository.</param>
internal sealed class CancelRule(GojiOptions options, JobPolicy? policy, string repositoryId)
{
    /// <summary>Why the Job is not deleted; null where it may be.</summary>
    /// <param name="file">The path of the job file.</param>
    /// <param name="runId">The id of the attempt.</param>
    /// <param name="run">The Job as the run record has it.</param>
    /// <param name="job">The Job as the cluster has it.</param>
    public string? Obstacle(string file, string runId, JobRun run, ObservedJob job)
    {
        // A run record is a file that people can edit: the Job itself must show that it belongs to the attempt.
        if (job.RunId != runId || job.RepositoryId != repositoryId)
        {
            return $"The Job '{run}' has no labels of this attempt: somebody else started it, and Goji does not delete it. Delete it with "
                + $"kubectl to end it.";
        }

        if (options.AllowedNamespaces.Count > 0 && !options.AllowedNamespaces.Contains(run.Namespace))
        {
            return $"The Job '{run}' is in a namespace that AllowedNamespaces does not name, and Goji does not delete it. Add the "
                + $"namespace, or delete the Job with kubectl.";
        }

        return policy is null || policy.RuleFor(file)?.Namespaces.Any(allowed => allowed.Matches(run.Namespace)) == true
            ? null
            : $"The policy does not allow '{file}' the namespace of the Job '{run}', and Goji does not delete it. Change the policy, or "
                + $"delete the Job with kubectl.";
    }
}
