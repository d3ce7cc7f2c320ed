using Goji.Model;
using Goji.Passes.Publishing;
using Goji.Ports;

namespace Goji.Passes.Recording;

/// <summary>Pushes what has been found out: UIDs, verdicts, moves.</summary>
internal sealed class RecordStep(RecordComposer composer, Publisher publisher)
{
    /// <returns>The newest snapshot, and the updates that it holds.</returns>
    public async Task<Published<IReadOnlyList<FileUpdate>>> RunAsync(
        IRepositorySnapshot snapshot, IReadOnlyList<FileUpdate> updates, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.record");
        return await publisher.PublishAsync(
            snapshot, tip => composer.Compose(tip, updates), PassStep.RecordCommit, PassStep.RecordPush, cancellationToken);
    }
}
