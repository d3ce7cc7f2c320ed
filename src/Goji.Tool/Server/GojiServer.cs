using Goji.Tool.Output;
using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Goji.Tool.Server;

/// <summary>Puts the server together: an empty web host with what is named here and nothing else. It reads no configuration and serves no files.</summary>
internal static class GojiServer
{
    public static WebApplication Build(GojiOptions options, ServerOptions server, ClusterConnection? cluster, Verbosity verbosity, Secrets secrets)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        ServerLogging.Add(builder.Logging, server.LogFormat, verbosity);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => ServerLimits.Apply(kestrel, server)).UseUrls(server.Listen);
        builder.Services
            .AddRoutingCore()
            .AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = ServerLimits.Request, TimeoutStatusCode = StatusCodes.Status408RequestTimeout })
            .Configure<HostOptions>(host =>
            {
                host.ServicesStopConcurrently = true;
                host.ShutdownTimeout = PassLoop.ShutdownPatience + TimeSpan.FromSeconds(30);
            })
            .AddSingleton(TimeProvider.System)
            .AddSingleton(secrets)
            .AddSingleton(options)
            .AddSingleton<PassSignal>()
            .AddSingleton<ServerMetrics>()
            .AddSingleton<ServerState>()
            .AddSingleton<Readiness>()
            .AddSingleton<ServerLog>()
            .AddSingleton<StatusPage>()
            .AddSingleton<DeliveryBody>()
            .AddSingleton(services => new PushFilter(options, () => services.GetRequiredService<ServerState>().Branch))
            .AddSingleton(services => new PassPace(options.PollInterval, server.Interval, TimeProvider.System))
            .AddSingleton(services => new GojiRunner(options, services.GetRequiredService<ServerLog>(), cluster))
            .AddHostedService<PassLoop>();
        var app = builder.Build();
        app.UseRouting();
        app.UseRequestTimeouts();
        Map(app, server);
        return app;
    }

    private static void Map(WebApplication app, ServerOptions server)
    {
        foreach (var webhook in Webhooks(app.Services, server))
        {
            app.MapPost(webhook.Path, ActivatorUtilities.CreateInstance<WebhookEndpoint>(app.Services, webhook).AnswerAsync);
        }

        var metrics = app.Services.GetRequiredService<ServerMetrics>();
        var readiness = app.Services.GetRequiredService<Readiness>();
        metrics.Watch(readiness);
        app.MapMetrics("/metrics", metrics.Registry);
        app.MapGet("/health/live", context => context.Response.WriteAsync("live"));
        app.MapGet("/health/ready", async context =>
        {
            var problem = await readiness.ProblemAsync();
            context.Response.StatusCode = problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(problem.Length == 0 ? "ready" : problem);
        });
        app.MapGet("/", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";

            // What the page itself may load it says itself; that nobody may frame it can only be said here.
            context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            await context.Response.WriteAsync(await context.RequestServices.GetRequiredService<StatusPage>().RenderAsync());
        });
    }

    private static IEnumerable<IWebhook> Webhooks(IServiceProvider services, ServerOptions server)
    {
        var filter = services.GetRequiredService<PushFilter>();
        var bodies = services.GetRequiredService<DeliveryBody>();
        if (server.GitHubSecret is { } secret)
        {
            yield return new GitHubWebhook(secret, server.AllowSha1, filter, bodies);
        }

        if (server.GitLabToken is { } token)
        {
            yield return new GitLabWebhook(token, filter, bodies);
        }

        if (server.GenericToken is { } bearer)
        {
            yield return new GenericWebhook(bearer);
        }
    }
}
