using System.Text;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Kubernetes.Resources;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    private readonly ResourceKinds kinds;

    public async Task<ObservedResource?> FindResourceAsync(ResourceName name, CancellationToken cancellationToken)
    {
        try
        {
            var kind = await kinds.FindAsync(name.ApiVersion, name.Kind, cancellationToken);
            var request = new ApiRequest(HttpMethod.Get, kind.PathOf(name), $"read {kind.Describe(name)}") { Answer = name.Kind };
            return ResourceJson.Read(name, kind.IsNamespaced, await SendAsync(request, cancellationToken));
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.NotFound or ClusterFailure.Invalid)
        {
            return null;
        }
    }

    public async Task<bool> IsGoneAsync(ResourceName name, string uid, CancellationToken cancellationToken)
    {
        try
        {
            var kind = await kinds.FindAsync(name.ApiVersion, name.Kind, cancellationToken);
            return await IsGoneAsync(kind, name, uid, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Forbidden
            or ClusterFailure.NotFound
            or ClusterFailure.Invalid)
        {
            return false;
        }
    }

    public async Task DryRunResourceAsync(ResourceName name, byte[] body, CancellationToken cancellationToken)
    {
        var kind = await kinds.FindAsync(name.ApiVersion, name.Kind, cancellationToken);
        var request = new ApiRequest(
            HttpMethod.Post, $"{kind.PathOfAll(name)}?fieldManager=goji&fieldValidation=Strict&dryRun=All", $"create {kind.Describe(name)}")
        {
            Body = body,
            Answer = name.Kind,
        };
        try
        {
            await SendAsAllowedAsync(request, Question("create", kind, name), cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.AlreadyExists)
        {
            // The content was accepted before the name was checked.
        }
    }

    public async Task<ObservedResource> ApplyAsync(
        ResourceName name, byte[] body, DateTimeOffset? trustedUntil, CancellationToken cancellationToken)
    {
        var kind = await kinds.FindAsync(name.ApiVersion, name.Kind, cancellationToken);
        var request = new ApiRequest(
            HttpMethod.Patch, $"{kind.PathOf(name)}?fieldManager=goji&fieldValidation=Strict", $"apply {kind.Describe(name)}")
        {
            Body = ResourceJson.ToYaml(body),
            ContentType = "application/apply-patch+yaml",
            Answer = name.Kind,
            SendUntil = trustedUntil,
        };
        return ResourceJson.Read(
            name, kind.IsNamespaced, await SendAsAllowedAsync(request, Question("patch", kind, name), cancellationToken));
    }

    public async Task DeleteResourceAsync(ObservedResource resource, CancellationToken cancellationToken)
    {
        var kind = await kinds.FindAsync(resource.Name.ApiVersion, resource.Name.Kind, cancellationToken);
        try
        {
            var request = new ApiRequest(HttpMethod.Delete, kind.PathOf(resource.Name), $"delete {kind.Describe(resource.Name)}")
            {
                Body = DeleteOptions(new() { ["uid"] = resource.Uid }),
                Answer = resource.Name.Kind,
                MayAnswerStatus = true,
            };
            await SendAsync(request, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.NotFound or ClusterFailure.Conflict)
        {
        }
    }

    private async Task<bool> IsGoneAsync(ResourceKind kind, ResourceName name, string uid, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ApiRequest(HttpMethod.Get, kind.PathOf(name), $"read {kind.Describe(name)}") { Answer = name.Kind };
            return ResourceJson.Read(name, kind.IsNamespaced, await api.SendAsync(request, cancellationToken)).Uid != uid;
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
        {
            return true;
        }
    }

    private static byte[] DeleteOptions(JsonObject preconditions) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["kind"] = "DeleteOptions",
        ["apiVersion"] = "v1",
        ["propagationPolicy"] = "Background",
        ["preconditions"] = preconditions,
    }.ToJsonString());
}
