using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>A commit that is being composed.</summary>
/// <param name="snapshot">The snapshot that the commit is made on.</param>
internal class ChangeDraft(IRepositorySnapshot snapshot)
{
    public IRepositorySnapshot Snapshot { get; } = snapshot;

    public List<TreeChange> Changes { get; } = [];

    /// <summary>What the message of the commit names.</summary>
    public List<CommitLine> Lines { get; } = [];

    public OpenWorkIndex Index { get; } = new(snapshot);

    public void Add(TreeChange? change)
    {
        if (change is not null)
        {
            Changes.Add(change);
        }
    }

    /// <returns>The commit; null where nothing changes.</returns>
    public CommitDraft? ToCommit(string runner) => Changes.Count == 0 ? null : new(CommitMessage.Of(Lines, runner), Changes);
}
