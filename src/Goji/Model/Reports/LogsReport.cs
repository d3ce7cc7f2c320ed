namespace Goji;

/// <summary>What was read of the logs of a job.</summary>
/// <param name="File">The job file: its path below the state folder.</param>
/// <param name="Attempt">The attempt of the logs, as the run record has it. Null where the job has not been started.</param>
/// <param name="Lines">The number of lines that were shown.</param>
/// <param name="Notes">Which logs there are none of, and why, with what the run record still knows.</param>
public sealed record LogsReport(string File, AttemptReport? Attempt, long Lines, IReadOnlyList<string> Notes);
