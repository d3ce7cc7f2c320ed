namespace Goji.Passes.Observing;

/// <summary>No Job of a look could be read.</summary>
internal sealed class BlindLookException(int wanted, string reason)
    : GojiUnavailableException($"The state of none of the {wanted} Jobs in processing could be read: {reason}");
