using Goji.Manifests;
using Goji.Ports;

namespace Goji.Passes.Deciding.Steering;

/// <summary>The order in which queued files are decided about, and so started: by priority, higher first, then by path.</summary>
internal static class QueueOrder
{
    /// <param name="files">The queued files in path order.</param>
    /// <param name="steeringOf">The annotations of a file.</param>
    public static IReadOnlyList<JobFile> Of(IReadOnlyList<JobFile> files, Func<JobFile, JobSteering> steeringOf)
    {
        var priorities = files.ToDictionary(file => file.Path, file => steeringOf(file).Priority);
        return priorities.Values.All(priority => priority == 0) ? files : [.. files.OrderByDescending(file => priorities[file.Path])];
    }
}
