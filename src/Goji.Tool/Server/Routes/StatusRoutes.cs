using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Pages;
using Goji.Tool.Server.Pages.Jobs;
using Goji.Tool.Server.Repositories;
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
        var repositories = services.GetRequiredService<RepositorySet>();
        metrics.Watch(repositories);
        routes.Answer("GET", "/metrics", context =>
        {
            foreach (var repository in repositories.All)
            {
                repository.Get<RefreshOnDemand>().Request();
            }

            return metrics.WriteAsync(context);
        });
        routes.Answer("GET", "/health/live", context => AnswerAsync(context, repositories.ProblemAsync(Alive), "live"));
        routes.Answer("GET", "/health/ready", context => AnswerAsync(context, UnreadyReason(repositories), "ready"));
        routes.Answer("GET", "/health/status", context => AnswerAsync(context, repositories.ProblemAsync(Works), "ok"));
        MapPages(routes, services.GetRequiredService<PageAccess>(), repositories);
    }

    private static Task<string> Alive(ServedRepository repository) => Task.FromResult(repository.Liveness.Problem);

    private static Task<string> Works(ServedRepository repository) => repository.Get<ServerCondition>().ProblemAsync();

    private static async Task AnswerAsync(HttpContext context, Task<string> problem, string otherwise) =>
        await AnswerAsync(context, await problem, otherwise);

    /// <summary>
    /// Why the page and the webhooks are of no use yet. One repository that cannot be worked on keeps nobody from the others.
    /// </summary>
    private static string UnreadyReason(RepositorySet repositories) =>
        repositories.All.Count == 0 || repositories.All.Any(repository => repository.State.HasWorked)
            ? ""
            : repositories.All[0].State.Problem;

    private static void MapPages(IEndpointRouteBuilder routes, PageAccess access, RepositorySet repositories)
    {
        routes.Answer("GET", "/assets/page.css", PageAsset.Style.WriteAsync);
        routes.Answer("GET", "/assets/page.js", PageAsset.Script.WriteAsync);
        var prefix = "";
        if (repositories.IsList)
        {
            prefix = "/repositories/{repository}";
            routes.Answer("GET", "/", access.Guard(new RepositoriesPage(repositories).WriteAsync));
        }

        routes.Answer("GET", $"{prefix}/", access.Guard(Looked(repository => repository.Get<OverviewPages>().AnswerAsync)));
        routes.Answer("GET", $"{prefix}/jobs/{{**file}}", access.Guard(Looked(repository => repository.Get<JobPages>().AnswerAsync)));
        routes.Answer(
            "GET",
            $"{prefix}/logs/{{**file}}",
            access.Guard(Of(repository => repository.Get<LogPages>().AnswerAsync))).DisableRequestTimeout();
        routes.Answer(
            "GET", $"{prefix}/events", access.Guard(Of(repository => repository.Get<PageEvents>().StreamAsync))).DisableRequestTimeout();

        RequestDelegate Looked(Func<ServedRepository, RequestDelegate> answer) => Of(repository =>
        {
            repository.Get<RefreshOnDemand>().Request();
            return answer(repository);
        });

        RequestDelegate Of(Func<ServedRepository, RequestDelegate> answer) => context =>
        {
            if ((repositories.Single ?? repositories.Find(context.Request.RouteValues["repository"] as string ?? "")) is { } repository)
            {
                return answer(repository)(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync("There is no such repository.", context.RequestAborted);
        };
    }

    private static Task AnswerAsync(HttpContext context, string problem, string otherwise)
    {
        context.Response.StatusCode = problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(problem.Length == 0 ? otherwise : problem, context.RequestAborted);
    }
}
