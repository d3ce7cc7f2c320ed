using Goji.Ports;

namespace Goji.Passes.Observing;

/// <summary>The answer to the request for a Job.</summary>
/// <param name="Job">The Job; null where a single GET did not find it.</param>
internal sealed record Observation(ObservedJob? Job)
{
    /// <summary>Why nothing is known of the Job; null where something is.</summary>
    public string? NoAnswer { get; init; }
}
