using Goji.Model;
using Goji.Settings.Values;
using Goji.Tool.Server.Listening;
using Goji.Tool.Server.Pages;
using Goji.Tool.Server.Passes;
using Goji.Tool.Server.Repositories;
using Goji.Tool.Server.Routes;
using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server;

/// <summary>
/// Puts the server together: an empty web host with what is named here and nothing else. It reads no configuration and serves no files.
/// </summary>
internal static class GojiServer
{
    /// <param name="server">How the server listens.</param>
    /// <param name="repositories">The repositories to begin with.</param>
    /// <param name="read">Reads the list of repositories as it is now; null where there is no list.</param>
    /// <param name="cluster">The cluster, where it is not the kubeconfig that names it.</param>
    /// <param name="verbosity">How much is logged.</param>
    /// <param name="secrets">What is masked in the log.</param>
    public static WebApplication Build(
        ServerOptions server,
        IReadOnlyList<RepositoryDefinition> repositories,
        Func<IReadOnlyList<RepositoryDefinition>>? read,
        ClusterConnection? cluster,
        Verbosity verbosity,
        Secrets secrets)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        ServerLogging.Add(builder.Logging, server.LogFormat, verbosity, hasScopes: read is not null || OpenTelemetryExport.IsOn);
        OpenTelemetryExport.Add(builder.Services, builder.Configuration);
        var webhooks = new Listener(ServerLimits.WebhookConnections);
        var status = new Listener(ServerLimits.StatusConnections);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            ServerLimits.Apply(kestrel, server);
            server.Listen.Bind(kestrel, webhooks.Configure);
            server.StatusListen.Bind(kestrel, status.Configure);
        });
        AddServices(builder.Services, server, repositories, read, cluster, secrets);
        var app = builder.Build();
        app.Use(GuardAsync);
        Branch(app, webhooks, routes => WebhookRoutes.Map(routes, app.Services, server));
        Branch(app, status, routes => StatusRoutes.Map(routes, app.Services));
        return app;
    }

    private static void AddServices(
        IServiceCollection services,
        ServerOptions server,
        IReadOnlyList<RepositoryDefinition> repositories,
        Func<IReadOnlyList<RepositoryDefinition>>? read,
        ClusterConnection? cluster,
        Secrets secrets) => services
        .AddRoutingCore()
        .AddRequestTimeouts(
            timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = ServerLimits.Request,
                TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
            })
        .Configure<HostOptions>(host =>
        {
            host.ServicesStopConcurrently = true;
            host.ShutdownTimeout = PassLoop.ShutdownPatience + TimeSpan.FromSeconds(30);
        })
        .AddSingleton(TimeProvider.System)
        .AddSingleton(secrets)
        .AddSingleton<ServerMetrics>()
        .AddSingleton(services => new PageAccess(server.PageToken, server.PageUserHeader, services.GetRequiredService<ClientAddresses>()))
        .AddSingleton<RefusalLog>()
        .AddSingleton<SourceRateLimiter>()
        .AddSingleton(new ClientAddresses(server.TrustedProxies))
        .AddSingleton(services => new DeliveryBody(ServerLimits.MemoryForBodies(server), services.GetRequiredService<TimeProvider>()))
        .AddSingleton<PushRouter>()
        .AddSingleton(services => new RepositorySet(
            repositories,
            read,
            definition => new ServedRepository(definition, services, cluster),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RepositorySet>>()))
        .AddHostedService(services => services.GetRequiredService<RepositorySet>());

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
