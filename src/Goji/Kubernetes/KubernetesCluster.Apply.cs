using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    public async Task ApplyAsync(string apiVersion, string kind, string @namespace, string name, JsonObject body, bool dryRun, CancellationToken cancellationToken)
    {
        var prefix = apiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{apiVersion}" : $"api/{apiVersion}";
        var (plural, isNamespaced) = await FindResourceAsync(prefix, apiVersion, kind, cancellationToken);
        var path = isNamespaced ? $"{prefix}/namespaces/{Escape(@namespace)}/{plural}/{Escape(name)}" : $"{prefix}/{plural}/{Escape(name)}";
        var target = isNamespaced ? $"{@namespace}/{name}" : name;
        var request = new ApiRequest(
            HttpMethod.Patch, $"{path}?fieldManager=goji&fieldValidation=Strict{(dryRun ? "&dryRun=All" : "")}", $"apply {kind} '{target}'")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            ContentType = "application/apply-patch+yaml",
        };
        await api.SendAsync(request, cancellationToken);
    }

    private async Task<(string Plural, bool IsNamespaced)> FindResourceAsync(string prefix, string apiVersion, string kind, CancellationToken cancellationToken)
    {
        var content = await api.SendAsync(new(HttpMethod.Get, prefix, $"find out about the kinds of '{apiVersion}'") { Answer = "APIResourceList", MayBeUnknown = true }, cancellationToken);
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
}
