using Goji.Model;
using Goji.Ports;
using Goji.Records;

namespace Goji.Queueing;

/// <summary>Decides whether manifests can be queued, and composes the commit that adds them: all of them or none.</summary>
internal sealed class Queuer(IReadOnlyList<ManifestFile> manifests, DuplicatePolicy duplicates)
{
    /// <summary>Composes the commit on a tip; none if the very same files are queued already.</summary>
    /// <returns>The commit, and the manifests that it adds.</returns>
    /// <exception cref="GojiUsageException">The repository has a job of that path.</exception>
    public (CommitDraft? Draft, IReadOnlyList<ManifestFile> Added) Compose(IRepositorySnapshot tip)
    {
        var added = manifests.Where(manifest => IsNew(tip, manifest)).ToList();
        return (
            added.Count == 0
                ? null
                : new(
                    CommitMessage.Of([.. added.Select(manifest => new CommitLine(manifest.Name, "queued"))]),
                    [.. added.Select(manifest => Write(tip, manifest))]),
            added);
    }

    private static TreeChange.Write Write(IRepositorySnapshot tip, ManifestFile manifest) =>
        new(tip.PathOf(JobState.Queued, manifest.Name), manifest.Content);

    private bool IsNew(IRepositorySnapshot tip, ManifestFile manifest)
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            if (tip.Find(state, manifest.Name) is not { } existing)
            {
                continue;
            }

            if (state == JobState.Queued
                && existing.Kind == JobFileKind.File
                && tip.Read(existing).AsSpan().SequenceEqual(manifest.Content))
            {
                return false;
            }

            if (state is JobState.Queued or JobState.Processing || duplicates != DuplicatePolicy.Replace)
            {
                var other = state is JobState.Queued or JobState.Processing
                    ? ""
                    : $", requeue that one, or set {SettingNames.Of("Duplicates")} to Replace";
                throw new GojiUsageException($"'{existing}' is in the repository already. Queue the manifest under another name{other}.");
            }
        }

        return true;
    }
}
