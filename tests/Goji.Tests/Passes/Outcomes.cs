using Goji.Records;

namespace Goji.Tests.Passes;

/// <summary>Outcomes by the states that they lead to, for the data of public test methods.</summary>
internal static class Outcomes
{
    /// <summary>The outcome of a Job whose file ends in a state; null for a state without a verdict.</summary>
    public static JobOutcome? Of(JobState? state) => state switch
    {
        JobState.Succeeded => JobOutcome.Succeeded,
        JobState.Failed => JobOutcome.Failed,
        JobState.Unknown => JobOutcome.Unknown,
        _ => null,
    };
}
