using Goji.Ports;
using Goji.Ports.Notifications;
using Goji.Ports.Sources;

namespace Goji.Passes.Notifying;

/// <summary>Keeps the list of pending notifications in step with commits, and finds the commits that the notifications belong to.</summary>
internal sealed class NotificationOutbox(IJobRepository repository, INotifier notifier)
{
    private readonly Dictionary<string, QueueCommit?> commits = new(StringComparer.Ordinal);

    /// <summary>The changes to the list that a commit on a snapshot makes.</summary>
    public PendingNotificationsIndex On(IRepositorySnapshot snapshot) => new(snapshot, this, notifier);

    /// <summary>The commits that queued some files, by the job's path. Where the history does not show one, it is missing.</summary>
    public IReadOnlyDictionary<string, QueueCommit> CommitsOf(IRepositorySnapshot snapshot, IReadOnlyCollection<JobFile> files)
    {
        var wanted = files.Where(file => !commits.ContainsKey(KeyOf(file))).ToList();
        if (wanted.Count > 0)
        {
            var found = repository.Sources.FindQueueCommits(snapshot, wanted);
            wanted.ForEach(file => commits[KeyOf(file)] = found.GetValueOrDefault(file.Path));
        }

        return files.Where(file => commits[KeyOf(file)] is not null).ToDictionary(
            file => file.Path, file => commits[KeyOf(file)]!, StringComparer.Ordinal);
    }

    // A path that is queued again with the same content, while a pass runs, is rare enough.
    private static string KeyOf(JobFile file) => $"{file.ObjectId} {file.Path}";
}
