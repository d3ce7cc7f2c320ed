using System.Net;
using System.Net.Http.Json;

namespace Goji.Chaos.Tests.Faults;

/// <summary>A proxy between Goji and the cluster that lets a test change requests.</summary>
internal sealed class Interference(HttpMessageHandler cluster, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> meddle)
    : DelegatingHandler(cluster)
{
    public static bool IsCreate(HttpRequestMessage request) => IsCreateOrDryRun(request) && !request.RequestUri!.Query.Contains("dryRun", StringComparison.Ordinal);

    public static bool IsCreateOrDryRun(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/jobs", StringComparison.Ordinal);

    public static bool IsReadOfJob(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.Contains("/jobs/", StringComparison.Ordinal);

    /// <summary>What an API server answers to a Job for which the namespace's quota has no room.</summary>
    public static HttpResponseMessage FullQuota(string name) =>
        Status(HttpStatusCode.Forbidden, "Forbidden", $"jobs.batch \"{name}\" is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1, used: count/jobs.batch=2, limited: count/jobs.batch=2");

    public static HttpResponseMessage Status(HttpStatusCode code, string reason, string message) => new(code)
    {
        Content = JsonContent.Create(new { kind = "Status", apiVersion = "v1", metadata = new { }, status = "Failure", message, reason, code = (int)code }),
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        meddle(request, () => base.SendAsync(request, cancellationToken));
}
