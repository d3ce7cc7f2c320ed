namespace Goji.Benchmarks.Measuring;

/// <summary>What one process took from its start to its end.</summary>
/// <param name="Elapsed">The time.</param>
/// <param name="Cpu">The time that processors spent on it: steadier than <paramref name="Elapsed"/> where others use the machine too.</param>
/// <param name="PeakBytes">The most memory that it had resident at once.</param>
/// <param name="Note">What it reported of its own: counts, phases.</param>
internal sealed record Measured(TimeSpan Elapsed, TimeSpan Cpu, long PeakBytes, string Note);
