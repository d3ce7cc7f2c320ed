using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Repositories;
using Microsoft.AspNetCore.Http;
using Prometheus;

namespace Goji.Tool.Server;

/// <summary>The server's metrics, in the form that Prometheus reads.</summary>
internal sealed class ServerMetrics
{
    private readonly MetricFactory factory;

    public ServerMetrics()
    {
        factory = Metrics.WithCustomRegistry(Registry);
        DotNetStats.Register(Registry);
        Deliveries = factory.CreateCounter(
            "goji_webhook_deliveries_total",
            "Webhook deliveries, by sender and result: accepted, ignored, ping, refused, limited, malformed, cut.", "source", "result");
    }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public Counter Deliveries { get; }

    /// <summary>The metrics of a repository.</summary>
    /// <param name="repository">Its name; empty for the only one, whose metrics have no label.</param>
    public RepositoryMetrics For(string repository) =>
        new(repository.Length == 0 ? factory : factory.WithLabels(new Dictionary<string, string> { ["repository"] = repository }));

    public Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return Registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>Has each repository asked whether it is ready whenever Prometheus comes.</summary>
    public void Watch(RepositorySet repositories) =>
        Registry.AddBeforeCollectCallback(_ => Task.WhenAll(repositories.All.Select(async repository =>
        repository.Get<RepositoryMetrics>().Ready.Set((await repository.Get<ServerCondition>().ProblemAsync()).Length == 0 ? 1 : 0))));
}
