using Goji.Ports;

namespace Goji.Passes.Cancelling;

/// <summary>A job file that is to be cancelled.</summary>
/// <param name="File">The file; one that is deleted where somebody has deleted it while its attempt is open.</param>
/// <param name="Attempt">The file with its open attempt; null where it has none.</param>
internal sealed record CancelTarget(JobFile File, ProcessingFile? Attempt);
