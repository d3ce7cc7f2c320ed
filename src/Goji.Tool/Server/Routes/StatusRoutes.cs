using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Goji.Tool.Server.Routes;

/// <summary>What the status listener serves: health for the kubelet, metrics for Prometheus and the page for people.</summary>
internal static class StatusRoutes
{
    public static void Map(IEndpointRouteBuilder routes, IServiceProvider services)
    {
        var metrics = services.GetRequiredService<ServerMetrics>();
        var readiness = services.GetRequiredService<Readiness>();
        metrics.Watch(readiness);
        routes.Answer("GET", "/metrics", metrics.WriteAsync);
        routes.Answer("GET", "/health/live", context => context.Response.WriteAsync("live"));
        routes.Answer("GET", "/health/ready", async context =>
        {
            var problem = await readiness.ProblemAsync();
            context.Response.StatusCode = problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(problem.Length == 0 ? "ready" : problem);
        });
        routes.Answer("GET", "/", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";

            // What the page itself may load, it states itself. That nobody may frame it can be stated here alone.
            context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            await context.Response.WriteAsync(await services.GetRequiredService<StatusPage>().RenderAsync());
        });
    }
}
