using Goji.Ports;

namespace Goji.Passes;

/// <summary>The files in processing with their records, read once however often a pass decides on one snapshot.</summary>
internal sealed class ProcessingFiles
{
    private (string Snapshot, IReadOnlyList<ProcessingJob> Jobs)? newest;

    public IReadOnlyList<ProcessingJob> Of(IRepositorySnapshot snapshot)
    {
        if (newest is not { } known || known.Snapshot != snapshot.Id)
        {
            known = (snapshot.Id, snapshot.ReadProcessing());
            newest = known;
        }

        return known.Jobs;
    }
}
