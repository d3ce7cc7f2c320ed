using Goji.Policies;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>
/// The rule about which recorded Jobs may be deleted or changed: those that the attempt has started, in namespaces that the settings allow.
/// </summary>
/// <remarks>
/// A run record is a file that everybody who may push can edit. Its names and UIDs prove nothing: the Job itself must show that it belongs
/// to the attempt.
/// </remarks>
/// <param name="options">The settings.</param>
/// <param name="policy">What committers may do; null for no policy.</param>
/// <param name="repositoryId">The id of the repository.</param>
internal sealed class OwnershipRule(GojiOptions options, JobPolicy? policy, string repositoryId)
{
    /// <summary>Why a cancel does not delete the Job; null where it may.</summary>
    /// <param name="file">The path of the job file.</param>
    /// <param name="runId">The id of the attempt.</param>
    /// <param name="run">The Job as the run record has it.</param>
    /// <param name="job">The Job as the cluster has it.</param>
    public string? Obstacle(string file, string runId, JobRun run, ObservedJob job) =>
        job.RunId != runId || job.RepositoryId != repositoryId || (job.File is { } owner && owner != file)
            ? $"The Job '{run}' has no labels of this attempt: somebody else started it, and Goji does not delete it. Delete it with "
                + $"kubectl to end it."
            : ObstacleIn(file, run);

    /// <summary>
    /// Why a verdict does not change or delete the Job; null where it may. A Job that a person created has no labels of Goji's.
    /// </summary>
    /// <inheritdoc cref="Obstacle"/>
    public string? ObstacleAfterVerdict(string file, string runId, JobRun run, ObservedJob job) =>
        job is { RunId: null, RepositoryId: null, File: null } ? ObstacleIn(file, run) : Obstacle(file, runId, run, job);

    private string? ObstacleIn(string file, JobRun run)
    {
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
