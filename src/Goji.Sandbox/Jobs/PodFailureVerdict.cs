namespace Goji.Sandbox.Jobs;

internal sealed record PodFailureVerdict(PodFailureAction Action, string? Message);
