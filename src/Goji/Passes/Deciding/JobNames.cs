using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>
/// The names of the Jobs of the files in processing, and of those that are being claimed: no two files have one at a time. They are
/// collected once one is looked up.
/// </summary>
internal sealed class JobNames
{
    private readonly Lazy<Dictionary<(string Namespace, string Name), JobFile>> users;

    /// <param name="state">The files in processing. Where one has no attempt, its manifest names its Jobs.</param>
    /// <param name="manifests">The files' contents.</param>
    public JobNames(QueueState state, ManifestStore manifests) => users = new(() =>
    {
        var users = new Dictionary<(string Namespace, string Name), JobFile>();
        foreach (var job in state.Processing)
        {
            var names = job.Attempt is { Jobs.Count: > 0 } attempt
                ? attempt.Jobs.Select(run => (run.Namespace, run.Name))
                : manifests.Prepare(state.Snapshot, job.File, state.RepositoryId).Jobs
                    .Select(prepared => (prepared.Namespace, prepared.Name));
            foreach (var name in names)
            {
                users.TryAdd(name, job.File);
            }
        }

        return users;
    });

    public JobFile? UserOf(PreparedJob job) => users.Value.GetValueOrDefault((job.Namespace, job.Name));

    public void Take(JobFile file, PreparedFile prepared)
    {
        foreach (var job in prepared.Jobs)
        {
            users.Value.Add((job.Namespace, job.Name), file);
        }
    }
}
