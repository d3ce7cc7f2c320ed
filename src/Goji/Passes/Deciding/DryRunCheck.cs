using Goji.Ports;
using Goji.Ports.Owners;

namespace Goji.Passes.Deciding;

/// <summary>Checks every document of a file with the server before the first one is created: either all are created, or none is.</summary>
internal static class DryRunCheck
{
    /// <summary>Checks everything with a dry run, except objects in a Namespace that the file itself will create.</summary>
    /// <exception cref="ClusterException">A document is refused, or the cluster does not answer.</exception>
    public static Task RunAsync(ICluster cluster, PreparedFile file, CancellationToken cancellationToken) =>
        RunAsync(cluster, file, _ => true, cancellationToken);

    /// <summary>Sends a dry run of the documents of some namespaces.</summary>
    public static async Task RunAsync(ICluster cluster, PreparedFile file, Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var places = file.Jobs.Count + file.Companions.Count > 1;
        var own = file.Companions.Where(companion => companion.IsNamespace).Select(companion => companion.Name.Name).ToHashSet();
        foreach (var companion in file.Companions.Where(companion => isMeant(companion.Name.Namespace)))
        {
            await TryAsync(
                own.Contains(companion.Name.Namespace),
                places ? companion.Place : null,
                () => cluster.DryRunResourceAsync(companion.Name, companion.ToBody(), cancellationToken));
        }

        foreach (var job in file.Jobs.Where(job => isMeant(job.Namespace)))
        {
            var place = places ? job.Place : null;
            await TryAsync(own.Contains(job.Namespace), place, () => cluster.DryRunJobAsync(job.Namespace, job.Body, cancellationToken));
            await TryAsync(
                own.Contains(job.Namespace), place, () => MissingOwners.RefuseAsync(cluster, job.Namespace, job.Owners, cancellationToken));
        }
    }

    /// <summary>The failure. Its message begins with the place in a file of several documents.</summary>
    public static ClusterException Placed(string? place, ClusterException exception) => place is null
        ? exception
        : new(exception.Failure, $"{place}: {exception.Message}", exception)
        {
            MayHaveActed = exception.MayHaveActed,
            IsServerFault = exception.IsServerFault,
        };

    private static async Task TryAsync(bool isInOwnNamespace, string? place, Func<Task> dryRun)
    {
        try
        {
            await dryRun();
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.AlreadyExists)
        {
            // The create itself finds out which Job it is.
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound && isInOwnNamespace)
        {
            // The Namespace is created with this file.
        }
        catch (ClusterException exception)
        {
            throw Placed(place, exception);
        }
    }
}
