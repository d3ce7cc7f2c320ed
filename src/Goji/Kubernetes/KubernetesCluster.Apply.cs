using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    private readonly ConcurrentDictionary<string, byte[]> discovered = [];

    public async Task ApplyAsync(string apiVersion, string kind, string @namespace, string name, JsonObject body, bool dryRun, CancellationToken cancellationToken)
    {
        var (group, prefix) = GroupOf(apiVersion);
        var (plural, isNamespaced) = await FindResourceAsync(prefix, apiVersion, kind, cancellationToken);
        var path = isNamespaced ? $"{prefix}/namespaces/{Escape(@namespace)}/{plural}/{Escape(name)}" : $"{prefix}/{plural}/{Escape(name)}";
        var target = isNamespaced ? $"{@namespace}/{name}" : name;
        var request = new ApiRequest(
            HttpMethod.Patch, $"{path}?fieldManager=goji&fieldValidation=Strict{(dryRun ? "&dryRun=All" : "")}", $"apply {kind} '{target}'")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            ContentType = "application/apply-patch+yaml",
            Answer = kind,
        };
        await SendAsAllowedAsync(request, new AccessQuestion("patch", group, plural, isNamespaced ? @namespace : ""), cancellationToken);
    }

    private async Task<(string Plural, bool IsNamespaced)> FindResourceAsync(string prefix, string apiVersion, string kind, CancellationToken cancellationToken)
    {
        var content = await DiscoverAsync(prefix, apiVersion, cancellationToken);
        using var document = JsonDocument.Parse(content);
        foreach (var resource in ((JsonElement?)document.RootElement).Items("resources"))
        {
            // Names with a slash are subresources.
            if (resource.Text("kind") == kind && !resource.Text("name").Contains('/', StringComparison.Ordinal))
            {
                return (resource.Text("name"), ((JsonElement?)resource).Flag("namespaced"));
            }
        }

        throw new ClusterException(ClusterFailure.Invalid, $"The cluster '{Address}' knows no kind '{kind}' in '{apiVersion}'.");
    }

    /// <summary>The kinds of a group, asked for once. What failed is asked for again: a kind may be installed while the pass runs.</summary>
    private async Task<byte[]> DiscoverAsync(string prefix, string apiVersion, CancellationToken cancellationToken)
    {
        if (!discovered.TryGetValue(prefix, out var content))
        {
            content = await api.SendAsync(
                new(HttpMethod.Get, prefix, $"find out about the kinds of '{apiVersion}'") { Answer = "APIResourceList", MayBeUnknown = true },
                cancellationToken);
            discovered[prefix] = content;
        }

        return content;
    }
}
