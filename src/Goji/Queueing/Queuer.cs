using Goji.Model;
using Goji.Ports;
using Goji.Records;

namespace Goji.Queueing;

/// <summary>Decides whether a manifest can be queued, and composes the commit that adds it.</summary>
internal sealed class Queuer(ManifestFile manifest, DuplicatePolicy duplicates)
{
    /// <summary>Composes the commit on a tip; none if the very same file is queued already.</summary>
    /// <exception cref="GojiUsageException">The repository has a job of that path.</exception>
    public (CommitDraft? Draft, bool IsNew) Compose(IRepositorySnapshot tip)
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            if (tip.Find(state, manifest.Name) is not { } existing)
            {
                continue;
            }

            if (state == JobState.Queued && existing.Kind == JobFileKind.File && tip.Read(existing).AsSpan().SequenceEqual(manifest.Content))
            {
                return (null, false);
            }

            if (state is JobState.Queued or JobState.Processing || duplicates != DuplicatePolicy.Replace)
            {
                var other = state is JobState.Queued or JobState.Processing ? "" : $", requeue that one, or set {SettingNames.Of("Duplicates")} to Replace";
                throw new GojiUsageException($"'{existing}' is in the repository already. Queue the manifest under another name{other}.");
            }
        }

        var message = CommitMessage.Of([new(manifest.Name, "queued")]);
        return (new(message, [new TreeChange.Write(tip.PathOf(JobState.Queued, manifest.Name), manifest.Content)]), true);
    }
}
