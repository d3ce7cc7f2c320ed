using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Ports;

namespace Goji.Kubernetes;

/// <summary>The cluster behind an API server. Requests are made of paths and JSON: a manifest keeps every field, and no model class is loaded.</summary>
internal sealed partial class KubernetesCluster : ICluster
{
    private const int PageSize = 500;

    private readonly ApiClient api;
    private readonly string? defaultNamespace;
    private readonly TimeProvider clock;

    public KubernetesCluster(IApiTransport transport, string? defaultNamespace, IGojiLog log, TimeProvider time, ApiPatience? patience = null)
    {
        api = new(transport, patience ?? new(), log, time);
        this.defaultNamespace = defaultNamespace;
        clock = time;
    }

    public string Address => api.Address;

    public string DefaultNamespace => defaultNamespace ?? api.Transport.Namespace ?? "default";

    public DateTimeOffset Now => api.Clock.Now;

    public DateTimeOffset NowAtMost => api.Clock.NowAtMost;

    public async Task<bool> MayCreateJobsAsync(string @namespace, CancellationToken cancellationToken)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject { ["namespace"] = @namespace, ["verb"] = "create", ["group"] = "batch", ["resource"] = "jobs" },
            },
        };
        var request = new ApiRequest(HttpMethod.Post, "apis/authorization.k8s.io/v1/selfsubjectaccessreviews", $"ask for the right to create Jobs in namespace '{@namespace}'")
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
            // A server that does not tell will say so at the create.
            return true;
        }
    }

    public void Dispose() => api.Dispose();

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
