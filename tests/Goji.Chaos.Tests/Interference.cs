namespace Goji.Chaos.Tests;

/// <summary>Stands between Goji and the cluster, and does with a request what a test wants.</summary>
internal sealed class Interference(HttpMessageHandler cluster, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> meddle)
    : DelegatingHandler(cluster)
{
    public static bool IsCreate(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/jobs", StringComparison.Ordinal) && !request.RequestUri.Query.Contains("dryRun", StringComparison.Ordinal);

    public static bool IsReadOfJob(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.Contains("/jobs/", StringComparison.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        meddle(request, () => base.SendAsync(request, cancellationToken));
}
