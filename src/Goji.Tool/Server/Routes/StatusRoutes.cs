using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Pages;
using Goji.Tool.Server.Pages.Jobs;
using Microsoft.AspNetCore.Builder;
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
        var condition = services.GetRequiredService<ServerCondition>();
        var liveness = services.GetRequiredService<Liveness>();
        var state = services.GetRequiredService<ServerState>();
        var look = services.GetRequiredService<LookOnDemand>();
        metrics.Watch(condition);
        routes.Answer("GET", "/metrics", context =>
        {
            look.Request();
            return metrics.WriteAsync(context);
        });
        routes.Answer("GET", "/health/live", context => AnswerAsync(context, liveness.Problem, "live"));
        routes.Answer("GET", "/health/ready", context => AnswerAsync(context, state.HasWorked ? "" : state.Problem, "ready"));
        routes.Answer("GET", "/health/status", async context => await AnswerAsync(context, await condition.ProblemAsync(), "ok"));
        MapPage(routes, services, look);
    }

    private static void MapPage(IEndpointRouteBuilder routes, IServiceProvider services, LookOnDemand look)
    {
        var access = services.GetRequiredService<PageAccess>();
        var logs = services.GetRequiredService<LogPages>();
        routes.Answer("GET", "/", access.Guard(Looked(services.GetRequiredService<OverviewPages>().AnswerAsync)));
        routes.Answer("GET", "/jobs/{**file}", access.Guard(Looked(services.GetRequiredService<JobPages>().AnswerAsync)));
        routes.Answer("GET", "/logs/{**file}", access.Guard(logs.AnswerAsync)).DisableRequestTimeout();
        routes.Answer("GET", "/events", access.Guard(services.GetRequiredService<PageEvents>().StreamAsync)).DisableRequestTimeout();
        routes.Answer("GET", "/assets/page.css", PageAsset.Style.WriteAsync);
        routes.Answer("GET", "/assets/page.js", PageAsset.Script.WriteAsync);

        RequestDelegate Looked(RequestDelegate answer) => context =>
        {
            look.Request();
            return answer(context);
        };
    }

    private static Task AnswerAsync(HttpContext context, string problem, string otherwise)
    {
        context.Response.StatusCode = problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(problem.Length == 0 ? otherwise : problem, context.RequestAborted);
    }
}
