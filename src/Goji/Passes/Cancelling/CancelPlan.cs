using Goji.Ports;

namespace Goji.Passes.Cancelling;

/// <summary>What a commit of requests asks for.</summary>
/// <param name="Targets">The jobs that are to be cancelled, whether they were requested before or not.</param>
internal sealed record CancelPlan(IReadOnlyList<CancelTarget> Targets)
{
    /// <summary>The jobs that have finished, with their states: there is nothing to cancel.</summary>
    public IReadOnlyList<JobFile> Finished { get; init; } = [];
}
