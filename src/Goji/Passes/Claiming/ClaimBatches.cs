using Goji.Passes.Starting;
using Goji.Ports;

namespace Goji.Passes.Claiming;

/// <summary>
/// Whether a round claims once more: while the queue holds another batch and the cluster accepts Jobs, and for claims that became too old
/// while others were started.
/// </summary>
internal sealed class ClaimBatches
{
    /// <summary>How often claims may become too old in a row without a Job that is started.</summary>
    private const int MaxStandstills = 3;

    private int standstills;

    public bool HasNext { get; private set; } = true;

    /// <summary>
    /// Whether another runner may have taken over claims that became too old, so that the next batch needs the newest snapshot.
    /// </summary>
    public bool MustSync { get; private set; }

    /// <summary>Whether each request takes longer than a claim lasts, so that claims would be renewed without end.</summary>
    public bool IsStandstill { get; private set; }

    /// <summary>Why something could not be started; null where everything could.</summary>
    public ClusterException? Outage { get; private set; }

    /// <param name="plan">What was claimed.</param>
    /// <param name="starts">What came of starting it.</param>
    public void Add(ClaimPlan plan, IReadOnlyList<StartResult> starts)
    {
        var hasStale = starts.Any(start => start.IsStale);
        standstills = !hasStale ? standstills : starts.Any(start => start.IsProgress) ? 0 : standstills + 1;
        IsStandstill = hasStale && standstills == MaxStandstills;
        MustSync = hasStale && !IsStandstill;
        HasNext = MustSync || (!hasStale && plan.HasMore && (starts.Count == 0 || starts.Any(start => start.IsAnswered)));
        Outage = HasNext || hasStale
            ? null
            : plan.Outage ?? starts.Select(start => start.Outage).OfType<ClusterException>().FirstOrDefault();
    }
}
