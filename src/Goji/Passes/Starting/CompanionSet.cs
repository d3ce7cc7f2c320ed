using Goji.Passes.Deciding;
using Goji.Passes.Deciding.Companions;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>
/// The companions of one claimed file: they are applied before its Jobs, belong to the run, and go with its Jobs. Each step finds out what
/// there is and does what is missing, so that it can be repeated from any point.
/// </summary>
internal sealed class CompanionSet(PassContext context, ICluster cluster, StartOrder order, CompanionRule rule)
{
    private readonly Dictionary<ResourceName, string> created = [];
    private readonly Dictionary<ResourceName, ObservedResource> ours = [];
    private readonly DateTimeOffset trustedUntil = order.Attempt.TrustedUntil(context.Options.ClaimTime);

    private IEnumerable<PreparedCompanion> Companions => order.Prepared.Companions;

    /// <summary>
    /// Applies the companions, Namespaces first. Objects in a Namespace of the same file can be checked by a dry run only when it exists.
    /// </summary>
    /// <returns>Why the file goes back to the queue; null if all are there.</returns>
    /// <exception cref="ClusterException">A companion is refused, or the cluster does not answer.</exception>
    public async Task<string?> ApplyAsync(CancellationToken cancellationToken)
    {
        var namespaces = Companions.Where(companion => companion.IsNamespace).ToList();
        if (await ApplyAsync(namespaces, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        if (created.Count > 0)
        {
            var inside = created.Keys.Select(name => name.Name).ToHashSet();
            await DryRunCheck.RunAsync(cluster, order.Prepared, name => inside.Contains(name), cancellationToken);
        }

        return await ApplyAsync(Companions.Except(namespaces), cancellationToken);
    }

    /// <summary>Makes the started Jobs owners of the companions, so that the cluster deletes these with the last of them.</summary>
    public async Task OwnAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        foreach (var companion in Companions.Where(companion => !companion.Resource.IsKept))
        {
            var owners = attempt.Jobs.Where(run => run.Uid is not null && run.Namespace == companion.Name.Namespace)
                .Select(run => (run.Name, run.Uid!)).ToList();
            if (owners.Count == 0 || !ours.TryGetValue(companion.Name, out var resource) || !resource.IsNamespaced)
            {
                continue;
            }

            try
            {
                await OwnAsync(companion, resource, owners, cancellationToken);
            }
            catch (ClusterException exception) when (
                exception.IsServerFault
                    || (exception.Failure != ClusterFailure.Unavailable && exception.Failure != ClusterFailure.Outdated))
            {
                context.Log.Write(
                    GojiLogLevel.Warning, "{0}: {1} stays when its Jobs go: {2}", companion.Place, companion.Name, exception.Message);
            }
        }
    }

    /// <summary>
    /// Deletes the companions of a run that started no Job. What may hold data is deleted only if this very start made it.
    /// </summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var companion in Companions.Reverse().OrderBy(companion => companion.IsNamespace))
        {
            try
            {
                if (await cluster.FindResourceAsync(companion.Name, cancellationToken) is { IsBeingDeleted: false } resource
                    && resource.RunId == order.Attempt.Id
                    && (!companion.Resource.IsKept || created.GetValueOrDefault(companion.Name) == resource.Uid))
                {
                    await cluster.DeleteResourceAsync(resource, cancellationToken);
                }
            }
            catch (ClusterException exception)
            {
                // A file that goes back to the queue takes over what is left of it when it starts.
                context.Log.Write(
                    GojiLogLevel.Warning,
                    "{0}: {1} of a file that did not start is left behind: {2}",
                    companion.Place,
                    companion.Name,
                    exception.Message);
            }
        }
    }

    private async Task<string?> ApplyAsync(IEnumerable<PreparedCompanion> companions, CancellationToken cancellationToken)
    {
        foreach (var companion in companions)
        {
            if (await ApplyAsync(companion, cancellationToken) is { } obstacle)
            {
                return obstacle;
            }
        }

        return null;
    }

    private async Task<string?> ApplyAsync(PreparedCompanion companion, CancellationToken cancellationToken)
    {
        var existing = await cluster.FindResourceAsync(companion.Name, cancellationToken);
        while (existing is not null)
        {
            var meeting = rule.Decide(companion, existing);
            if (!meeting.IsApplied)
            {
                if (meeting.IsOurs)
                {
                    ours[companion.Name] = existing;
                }

                return meeting.Obstacle;
            }

            try
            {
                await ApplyAsync(PassStep.Companion, companion, companion.ToBody(existing.Uid), cancellationToken);
                return null;
            }
            catch (ClusterException exception) when (MayBeAnother(exception))
            {
                // Another object may have taken its place meanwhile, about which all is open again.
                var found = await cluster.FindResourceAsync(companion.Name, cancellationToken);
                if (found?.Uid == existing.Uid)
                {
                    throw;
                }

                existing = found;
            }
        }

        var made = await ApplyAsync(PassStep.Companion, companion, companion.ToBody(), cancellationToken);
        created[companion.Name] = made.Uid;
        return null;
    }

    private static bool MayBeAnother(ClusterException exception) =>
        exception.Failure is ClusterFailure.NotFound or ClusterFailure.Conflict or ClusterFailure.Invalid;

    private async Task OwnAsync(
        PreparedCompanion companion, ObservedResource resource, IReadOnlyList<(string Name, string Uid)> owners,
        CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAsync(PassStep.CompanionOwner, companion, companion.ToBody(resource.Uid, owners), cancellationToken);
        }
        catch (ClusterException exception) when (MayBeAnother(exception))
        {
            // It went with the Jobs of an earlier run at the moment at which this one took it over.
            if (await cluster.FindResourceAsync(companion.Name, cancellationToken) is null)
            {
                await ApplyAsync(PassStep.CompanionOwner, companion, companion.ToBody(uid: null, owners), cancellationToken);
                return;
            }

            throw;
        }
    }

    private async Task<ObservedResource> ApplyAsync(
        PassStep step, PreparedCompanion companion, byte[] body, CancellationToken cancellationToken)
    {
        context.Probe.Before(step);
        try
        {
            var resource = await cluster.ApplyAsync(companion.Name, body, trustedUntil, cancellationToken);
            context.Log.Write(GojiLogLevel.Verbose, "Applied {0} for {1}.", companion.Name, order.File.Path);
            return ours[companion.Name] = resource;
        }
        catch (ClusterException exception)
        {
            throw DryRunCheck.Placed(companion.Place, exception);
        }
        finally
        {
            context.Probe.After(step);
        }
    }
}
