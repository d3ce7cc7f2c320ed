namespace Goji;

/// <summary>What a check found.</summary>
public sealed record CheckReport
{
    /// <summary>Gets the files that were checked, as the caller named them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Gets the findings, by file and line.</summary>
    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    /// <summary>Gets the findings for which a pass would refuse a manifest.</summary>
    public IEnumerable<CheckFinding> Errors => Findings.Where(finding => finding.Severity == CheckSeverity.Error);

    /// <summary>Gets the other findings.</summary>
    public IEnumerable<CheckFinding> Warnings => Findings.Where(finding => finding.Severity == CheckSeverity.Warning);
}
