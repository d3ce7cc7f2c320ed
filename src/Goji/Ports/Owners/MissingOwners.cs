using Goji.Manifests;

namespace Goji.Ports.Owners;

/// <summary>Finds Jobs whose owners are not in the cluster: Kubernetes would delete them as soon as they are created.</summary>
internal static class MissingOwners
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="namespace">The namespace of the Job, in which its owners are too.</param>
    /// <param name="owners">The owners that the Job's manifest names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ClusterException">No owner is there (<see cref="ClusterFailure.Invalid"/>), or the cluster does not
    /// answer.</exception>
    public static async Task RefuseAsync(
        ICluster cluster, string @namespace, IReadOnlyList<JobOwner> owners, CancellationToken cancellationToken)
    {
        foreach (var owner in owners)
        {
            if (!await cluster.IsGoneAsync(new(owner.ApiVersion, owner.Kind, @namespace, owner.Name), owner.Uid, cancellationToken))
            {
                return;
            }
        }

        if (owners.Count > 0)
        {
            throw new ClusterException(
                ClusterFailure.Invalid,
                $"The Job's owner is not in the cluster: {string.Join(", ", owners)}. Kubernetes deletes such a Job at once. "
                + "Remove metadata.ownerReferences, or queue the file without them: goji queue --clean <file>");
        }
    }
}
