using Goji.Model;
using Goji.Settings.Values;
using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Listening;
using Goji.Tool.Server.Pages;
using Goji.Tool.Server.Pages.Jobs;
using Goji.Tool.Server.Routes;
using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Goji.Tool.Server;

/// <summary>Puts the server together: an empty web host with what is named here and nothing else. It reads no configuration and serves no files.</summary>
internal static class GojiServer
{
    public static WebApplication Build(GojiOptions options, ServerOptions server, ClusterConnection? cluster, Verbosity verbosity, Secrets secrets)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        ServerLogging.Add(builder.Logging, server.LogFormat, verbosity);
        var webhooks = new Listener(ServerLimits.WebhookConnections);
        var status = new Listener(ServerLimits.StatusConnections);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            ServerLimits.Apply(kestrel, server);
            server.Listen.Bind(kestrel, webhooks.Configure);
            server.StatusListen.Bind(kestrel, status.Configure);
        });
        AddServices(builder.Services, options, server, cluster, secrets);
        var app = builder.Build();
        app.Use(GuardAsync);
        Branch(app, webhooks, routes => WebhookRoutes.Map(routes, app.Services, server));
        Branch(app, status, routes => StatusRoutes.Map(routes, app.Services));
        return app;
    }

    private static void AddServices(IServiceCollection services, GojiOptions options, ServerOptions server, ClusterConnection? cluster, Secrets secrets) => services
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
        .AddSingleton<ServerCondition>()
        .AddSingleton<CloneKeeper>()
        .AddSingleton<LookOnDemand>()
        .AddSingleton(services => new Liveness(server.Interval, () => OwnLock.IsHeld(options.Directory), TimeProvider.System))
        .AddSingleton(services => new PageAccess(server.PageToken, server.PageUserHeader, services.GetRequiredService<ClientAddresses>()))
        .AddSingleton<ServerLog>()
        .AddSingleton<PageContent>()
        .AddSingleton<PageEvents>()
        .AddSingleton<OverviewPage>()
        .AddSingleton(services => new JobPage(services.GetRequiredService<PageContent>(), server.ShowsLogs, services.GetRequiredService<TimeProvider>()))
        .AddSingleton<OverviewPages>()
        .AddSingleton<JobInspector>()
        .AddSingleton<JobPages>()
        .AddSingleton<LogPages>()
        .AddSingleton<RefusalLog>()
        .AddSingleton<RefusedSources>()
        .AddSingleton(new ClientAddresses(server.TrustedProxies))
        .AddSingleton(services => new DeliveryBody(ServerLimits.MemoryForBodies(server), services.GetRequiredService<TimeProvider>()))
        .AddSingleton(services => new PushFilter(options, () => services.GetRequiredService<ServerState>().Branch))
        .AddSingleton(services => new PassPace(options.PollInterval, server.Interval, TimeProvider.System))
        .AddSingleton(services => new RunnerSource(options, server, services.GetRequiredService<ServerLog>(), cluster, secrets))
        .AddHostedService<PassLoop>();

    private static void Branch(WebApplication app, Listener listener, Action<IEndpointRouteBuilder> map) =>
        app.MapWhen(context => Listener.Of(context) == listener, branch => branch.UseRouting().UseRequestTimeouts().UseEndpoints(map));

    /// <summary>Refuses paths in any but their canonical spelling, and keeps the connections of those who were answered.</summary>
    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (RawTarget.IsCanonical(context))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Listener.Of(context)?.Answered(context);
    }
}
