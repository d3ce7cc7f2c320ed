using Goji.Policies;
using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>
/// The rule <c>verify</c> of a policy: a file starts only if the commits that added it, or last changed it, are signed by an allowed key.
/// </summary>
/// <param name="policy">The policy; null for none.</param>
/// <param name="repository">The clone.</param>
internal sealed class SourceRule(JobPolicy? policy, IJobRepository repository)
{
    private string? failure;

    /// <summary>Fetches as much of a shallow clone's history as the files of a snapshot need.</summary>
    public async Task FetchHistoryAsync(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (policy?.Verifies != true)
        {
            return;
        }

        var files = snapshot
            .List(JobState.Queued)
            .Concat(snapshot.List(JobState.Processing))
            .Where(file => policy.RuleFor(file.Path)?.Verify is not null)
            .ToList();
        try
        {
            while (files.Exists(file => repository.Sources.Of(snapshot, file).MissingAfter is not null)
                && await repository.Sources.DeepenAsync(cancellationToken))
            {
            }
        }
        catch (GojiException exception)
        {
            failure = exception.Message;
        }
    }

    /// <summary>Why a file does not start; null where it may.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="file">A file of it, queued or processing.</param>
    public SourceObstacle? Obstacle(IRepositorySnapshot snapshot, JobFile file)
    {
        if (policy?.RuleFor(file.Path) is not { Verify: { } trusted } rule)
        {
            return null;
        }

        var demand = rule.SignatureDemand;
        var source = repository.Sources.Of(snapshot, file);
        if (source.MissingAfter is { } end)
        {
            return new(
                $"{demand}, and the clone's history ends at {end[..7]}, before the commit that added the file. "
                + (failure is null ? "Fetch the whole history: git fetch --unshallow." : $"It could not be fetched: {failure}"),
                IsFinal: false);
        }

        foreach (var commit in source.Commits)
        {
            if (repository.Sources.Check(commit, trusted) is { Signer: null } report)
            {
                return new(
                    $"The commit {commit}, which added or changed the file, {report.Problem}. {demand}: add the file again with a signed "
                        + $"commit.",
                    IsFinal: true);
            }
        }

        return null;
    }
}
