using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding.Steering;

/// <summary>
/// The groups of <c>goji.run/group</c> that a job file is in: those of its manifest, and while its attempt is open also those that it was
/// claimed with. So a file that is edited or deleted while its Job runs excludes others as before.
/// </summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="work">The open work that the snapshot records.</param>
/// <param name="manifests">The files' contents.</param>
internal sealed class FileGroups(IRepositorySnapshot snapshot, OpenWork work, ManifestStore manifests)
{
    public IReadOnlyList<string> Of(JobFile file) =>
        work.GroupsOf(file.Path) is [_, ..] claimed
            ? [.. manifests.SteeringOf(snapshot, file).Groups.Union(claimed)]
            : manifests.SteeringOf(snapshot, file).Groups;
}
