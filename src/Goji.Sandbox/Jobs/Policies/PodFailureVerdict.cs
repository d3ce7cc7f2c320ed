namespace Goji.Sandbox.Jobs.Policies;

internal sealed record PodFailureVerdict(PodFailureAction Action, string? Message);
