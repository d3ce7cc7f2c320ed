using Goji.Manifests;
using Goji.Passes.Deciding.Steering;
using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>Decides about the queued files in their order: a pure function of the state, the rules and the clock.</summary>
internal sealed class QueueDecider(QueueRules rules)
{
    /// <param name="queued">The queued files to decide about.</param>
    /// <param name="state">What they are decided about with.</param>
    /// <param name="batch">How many files may leave the queue.</param>
    /// <returns>The decisions, and whether they ended with a full batch.</returns>
    public (IReadOnlyList<Decision> Decisions, bool HasMore) Decide(IReadOnlyList<JobFile> queued, QueueState state, int batch)
    {
        var (options, manifests) = (rules.Options, rules.Manifests);
        var steering = (JobFile file) => manifests.SteeringOf(state.Snapshot, file);
        var decider = new FileDecider(rules, state);
        var files = QueueOrder.Of(queued, steering);
        var room = (options.MaxProcessing ?? int.MaxValue) - state.Processing.Count;
        var decisions = new List<Decision>();
        manifests.ReadAhead(state.Snapshot, files.Take(Math.Min(batch, room)), state.RepositoryId);
        foreach (var file in files)
        {
            if (batch == 0)
            {
                return (decisions, true);
            }

            var decision = room > 0 || steering(file).Expires <= rules.Now() || steering(file).Cancel is not null
                ? decider.Decide(file)
                : new Decision.Hold(
                    file,
                    $"MaxProcessing is {options.MaxProcessing}, and that many jobs are in processing/. It starts when one of them has "
                        + $"finished.");
            if (decision is Decision.Claim claim)
            {
                room--;
                decider.Take(claim);
            }

            if (decision is Decision.Hold hold)
            {
                manifests.Forget(file, state.RepositoryId);
                decision = hold with { DueAt = Earlier(hold.DueAt, DueAt(steering(file))) };
            }
            else
            {
                batch--;
            }

            decisions.Add(decision);
        }

        return (decisions, false);
    }

    /// <summary>The next of its times, also if it is held for another reason.</summary>
    private DateTimeOffset? DueAt(JobSteering steering) =>
        Earlier(steering.NotBefore > rules.Now() ? steering.NotBefore : null, steering.Expires);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
