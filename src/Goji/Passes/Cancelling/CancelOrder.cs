using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>A Job without verdict whose file is to be cancelled.</summary>
/// <param name="Run">The Job as the run record has it.</param>
/// <param name="Job">The Job as it was observed.</param>
/// <param name="Why">The words of the request.</param>
internal sealed record CancelOrder(JobRun Run, ObservedJob Job, string Why);
