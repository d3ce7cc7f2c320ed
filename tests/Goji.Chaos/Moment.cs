using System.Globalization;
using Goji.Passes;

namespace Goji.Chaos;

/// <summary>A moment of a pass at which something befalls its process.</summary>
internal sealed record Moment
{
    /// <summary>The step of the protocol; null for any.</summary>
    public PassStep? Step { get; init; }

    /// <summary>Whether the step is over; else it is about to begin.</summary>
    public bool IsAfter { get; init; }

    /// <summary>How many such moments are let go by; with no step, every beginning and end of a step is one.</summary>
    public int Skip { get; init; }

    /// <summary>How far into the step, or into the pass where no step is named; null for the very beginning or end of the step.</summary>
    public int? Microseconds { get; init; }

    public override string ToString() => Microseconds is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{time} µs into {Step?.ToString() ?? "the pass"}")
        : $"{(Step is { } step ? $"{(IsAfter ? "after" : "before")} {step}" : "at a step")}{(Skip > 0 ? $", {Skip} passed by" : "")}";
}
