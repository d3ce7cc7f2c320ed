namespace Goji.Passes.Observing;

/// <summary>No Job could be read in a poll.</summary>
internal sealed class PollFailedException(int wanted, string reason)
    : GojiUnavailableException($"The state of none of the {wanted} Jobs in processing could be read: {reason}");
