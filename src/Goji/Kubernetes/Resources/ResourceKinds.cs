using System.Collections.Concurrent;
using System.Text.Json;
using Goji.Kubernetes.Api;
using Goji.Ports;

namespace Goji.Kubernetes.Resources;

/// <summary>The kinds that a cluster has, read once per API version.</summary>
internal sealed class ResourceKinds(ApiClient api)
{
    private readonly ConcurrentDictionary<string, byte[]> lists = new(StringComparer.Ordinal);

    /// <exception cref="ClusterException">The cluster has no such kind (<see cref="ClusterFailure.Invalid"/>), or did not
    /// answer.</exception>
    public async Task<ResourceKind> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        var prefix = PrefixOf(apiVersion);
        using var document = JsonDocument.Parse(await ListAsync(prefix, apiVersion, kind, cancellationToken));
        foreach (var resource in ((JsonElement?)document.RootElement).Items("resources"))
        {
            // Names with a slash are subresources.
            if (resource.Text("kind") == kind && !resource.Text("name").Contains('/', StringComparison.Ordinal))
            {
                return new(prefix, resource.Text("name"), ((JsonElement?)resource).Flag("namespaced"));
            }
        }

        throw Unknown(apiVersion, kind);
    }

    private async Task<byte[]> ListAsync(string prefix, string apiVersion, string kind, CancellationToken cancellationToken)
    {
        if (lists.TryGetValue(prefix, out var known))
        {
            return known;
        }

        try
        {
            var request = new ApiRequest(HttpMethod.Get, prefix, $"find out about the kinds of '{apiVersion}'")
            {
                Answer = "APIResourceList",
                MayBeUnknown = true,
            };
            return lists[prefix] = await api.SendAsync(request, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
        {
            throw Unknown(apiVersion, kind);
        }
    }

    private ClusterException Unknown(string apiVersion, string kind) => new(
        ClusterFailure.Invalid,
        $"The cluster '{api.Address}' has no kind '{kind}' in '{apiVersion}'. Correct the two, or have the kind's definition installed "
            + $"first.");

    private static string PrefixOf(string apiVersion) =>
        apiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{apiVersion}" : $"api/{apiVersion}";
}
