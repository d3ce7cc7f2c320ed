using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    public async Task<bool> MayCreateJobsAsync(string @namespace, CancellationToken cancellationToken) =>
        await ReviewAsync(JobCreation(@namespace), cancellationToken) ?? true;

    public async Task<bool> MayApplyAsync(string apiVersion, string kind, string @namespace, CancellationToken cancellationToken)
    {
        var (group, prefix) = GroupOf(apiVersion);
        var (plural, isNamespaced) = await FindResourceAsync(prefix, apiVersion, kind, cancellationToken);
        foreach (var verb in (string[])["create", "patch"])
        {
            if (await ReviewAsync(new(verb, group, plural, isNamespaced ? @namespace : ""), cancellationToken) == false)
            {
                return false;
            }
        }

        return true;
    }

    private static AccessQuestion JobCreation(string @namespace) => new("create", "batch", "jobs", @namespace);

    private static (string Group, string Prefix) GroupOf(string apiVersion) => apiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        ? (apiVersion[..slash], $"apis/{apiVersion}")
        : ("", $"api/{apiVersion}");

    /// <summary>
    /// Sends a request that a missing right may forbid. Where the access review grants the right, the words of the 403 are those of an admission policy,
    /// however they read: the manifest is refused, and will be refused again.
    /// </summary>
    private async Task<byte[]> SendAsAllowedAsync(ApiRequest request, AccessQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SendAsync(request, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.Forbidden)
        {
            if (await ReviewAsync(question, cancellationToken) != true)
            {
                throw;
            }

            throw new ClusterException(ClusterFailure.Invalid, exception.Message, exception) { MayHaveActed = exception.MayHaveActed };
        }
    }

    /// <summary>Whether the runner has a right; null where the cluster does not answer such questions.</summary>
    private async Task<bool?> ReviewAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject
                {
                    ["namespace"] = question.Namespace,
                    ["verb"] = question.Verb,
                    ["group"] = question.Group,
                    ["resource"] = question.Resource,
                },
            },
        };
        var request = new ApiRequest(HttpMethod.Post, "apis/authorization.k8s.io/v1/selfsubjectaccessreviews", $"ask for the right to {question}")
        {
            Body = Encoding.UTF8.GetBytes(review.ToJsonString()),
            Answer = "SelfSubjectAccessReview",
            MayBeUnknown = true,
        };
        try
        {
            var content = await api.SendAsync(request, cancellationToken);
            using var document = JsonDocument.Parse(content);
            return document.RootElement.Field("status").Flag("allowed");
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Forbidden or ClusterFailure.NotFound or ClusterFailure.Invalid)
        {
            return null;
        }
    }
}
