namespace Goji.Passes.Deciding.Companions;

/// <summary>What to do about an object that has a companion's name already.</summary>
/// <param name="IsApplied">Whether the companion is applied to it.</param>
/// <param name="IsOurs">Whether it belongs to the run afterwards.</param>
/// <param name="Obstacle">Why the file waits; null if it does not.</param>
internal sealed record CompanionDecision(bool IsApplied, bool IsOurs, string? Obstacle)
{
    /// <summary>This run has applied it already.</summary>
    public static readonly CompanionDecision Done = new(IsApplied: false, IsOurs: true, Obstacle: null);

    /// <summary>It is of an earlier run, and becomes this run's.</summary>
    public static readonly CompanionDecision TakeOver = new(IsApplied: true, IsOurs: true, Obstacle: null);

    /// <summary>It is not managed by Goji and equals the one in the file: it is used and left unchanged.</summary>
    public static readonly CompanionDecision Use = new(IsApplied: false, IsOurs: false, Obstacle: null);

    /// <summary>It is in the way.</summary>
    public static CompanionDecision Wait(string obstacle) => new(IsApplied: false, IsOurs: false, obstacle);
}
