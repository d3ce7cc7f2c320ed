using Goji.Cake.Reporting;

namespace Goji.Cake.BuildServers;

/// <summary>What a build server is shown of a pass.</summary>
/// <param name="Report">The report.</param>
/// <param name="Findings">What a person should know of, errors first.</param>
/// <param name="Paths">The files that were written, as far as they could be.</param>
internal sealed record BuildServerReport(GojiReport Report, IReadOnlyList<BuildFinding> Findings, ReportPaths Paths)
{
    /// <summary>The counts of the pass in a few words; empty where there were no jobs.</summary>
    public string Status
    {
        get
        {
            var counts = Report.Jobs.GroupBy(job => job.After).OrderBy(group => group.Key)
                .Select(group => FormattableString.Invariant($"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
            return Report.Jobs.Count == 0 ? "" : $"Jobs: {string.Join(", ", counts)}";
        }
    }
}
