using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Kubernetes.Resources;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    public async Task<bool> MayCreateJobsAsync(string @namespace, CancellationToken cancellationToken) =>
        await ReviewAsync(JobCreation(@namespace), cancellationToken) ?? true;

    public async Task<(IReadOnlyList<string> Verbs, string Resource)> FindMissingRightsAsync(
        ResourceName name, IReadOnlyList<string> verbs, CancellationToken cancellationToken)
    {
        var kind = await kinds.FindAsync(name.ApiVersion, name.Kind, cancellationToken);
        var missing = new List<string>();
        foreach (var verb in verbs)
        {
            if (await ReviewAsync(Question(verb, kind, name), cancellationToken) == false)
            {
                missing.Add(verb);
            }
        }

        return (missing, kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{kind.Group}");
    }

    private static AccessRequest JobCreation(string @namespace) => new("create", "batch", "jobs", @namespace);

    private static AccessRequest Question(string verb, ResourceKind kind, ResourceName name) =>
        new(verb, kind.Group, kind.Plural, kind.IsNamespaced ? name.Namespace : "");

    /// <summary>
    /// Sends a request that a missing right may forbid. Where the access review grants the right, the words of the 403 are those of an
    /// admission policy, however they read: the manifest is refused, and will be refused again.
    /// </summary>
    private async Task<byte[]> SendAsAllowedAsync(ApiRequest request, AccessRequest question, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(request, cancellationToken);
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
    private async Task<bool?> ReviewAsync(AccessRequest question, CancellationToken cancellationToken)
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
        var request = new ApiRequest(
            HttpMethod.Post, "apis/authorization.k8s.io/v1/selfsubjectaccessreviews", $"ask for the right to {question}")
        {
            Body = Encoding.UTF8.GetBytes(review.ToJsonString()),
            Answer = "SelfSubjectAccessReview",
            MayBeUnknown = true,
        };
        try
        {
            var content = await SendAsync(request, cancellationToken);
            using var document = JsonDocument.Parse(content);
            return document.RootElement.Field("status").Flag("allowed");
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Forbidden
            or ClusterFailure.NotFound
            or ClusterFailure.Invalid)
        {
            return null;
        }
    }
}
