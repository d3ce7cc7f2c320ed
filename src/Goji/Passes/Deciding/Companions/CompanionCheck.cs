using System.Collections.Concurrent;
using Goji.Ports;

namespace Goji.Passes.Deciding.Companions;

/// <summary>Finds out before the claim why a file's companions could not be applied after it.</summary>
internal sealed class CompanionCheck(ICluster cluster, CompanionRule rule)
{
    private static readonly string[] Verbs = ["get", "create", "patch"];

    // One answer serves all files of a pass.
    private readonly ConcurrentDictionary<(string? Account, string ApiVersion, string Kind, string Namespace), Task<(
        IReadOnlyList<string> Verbs, string Resource)>> rights = new();

    /// <summary>Returns why a file must wait; null if it need not, or if the start itself reports the problem.</summary>
    public async Task<string?> FindObstacleAsync(PreparedFile file, CancellationToken cancellationToken)
    {
        var actor = cluster.As(file.Account);
        foreach (var companion in file.Companions)
        {
            try
            {
                if (await FindMissingRightsAsync(actor, file.Account, companion, cancellationToken) is { } missing)
                {
                    return $"{companion.Place}: {missing}";
                }

                if (await actor.FindResourceAsync(companion.Name, cancellationToken) is { } existing
                    && rule.Decide(companion, existing).Obstacle is { } obstacle)
                {
                    return obstacle;
                }
            }
            catch (ClusterException exception) when (exception.Failure is ClusterFailure.Invalid)
            {
                // No such kind: the dry run reports it, and the file is refused.
            }
            catch (ClusterException exception) when (exception.IsServerFault)
            {
                // Such as a conversion webhook that fails: the files without this kind go on.
                return $"{companion.Place}: {exception.Message}";
            }
        }

        return null;
    }

    private async Task<string?> FindMissingRightsAsync(
        ICluster actor, string? account, PreparedCompanion companion, CancellationToken cancellationToken)
    {
        var name = companion.Name;
        var (verbs, resource) = await rights.GetOrAdd(
            (account, name.ApiVersion, name.Kind, name.Namespace), _ => actor.FindMissingRightsAsync(name, Verbs, cancellationToken));
        return verbs.Count == 0 ? null
            : $"{(account is null ? "The runner" : $"The account '{account}'")} may not {string.Join(", ", verbs)} '{resource}' in "
                + $"namespace '{name.Namespace}', which {name.Kind} '{name.Name}' needs. "
                + $"Bind a Role with these verbs to its account, or take the {name.Kind} out of the file.";
    }
}
