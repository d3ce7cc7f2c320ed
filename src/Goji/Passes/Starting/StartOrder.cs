using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>A claimed file whose Jobs to start.</summary>
/// <param name="File">The file, in processing.</param>
/// <param name="Attempt">The attempt as the claim has recorded it.</param>
/// <param name="Prepared">What to create.</param>
internal sealed record StartOrder(JobFile File, Attempt Attempt, PreparedFile Prepared);
