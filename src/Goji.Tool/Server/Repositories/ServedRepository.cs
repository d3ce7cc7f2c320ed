using Goji.Model;
using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Pages;
using Goji.Tool.Server.Pages.Jobs;
using Goji.Tool.Server.Passes;
using Goji.Tool.Server.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Repositories;

/// <summary>A repository that the server works on: its clone, its passes, its page. Nothing of it is shared with another one.</summary>
internal sealed class ServedRepository : IAsyncDisposable
{
    private readonly ServiceProvider services;

    /// <param name="definition">What to work on.</param>
    /// <param name="server">The server's services.</param>
    /// <param name="cluster">The cluster, where the definition does not name it.</param>
    public ServedRepository(RepositoryDefinition definition, IServiceProvider server, ClusterConnection? cluster)
    {
        Definition = definition;
        var (options, settings) = (definition.Options, definition.Server);
        services = new ServiceCollection()
            .AddSingleton(server.GetRequiredService<ILoggerFactory>())
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(server.GetRequiredService<TimeProvider>())
            .AddSingleton(server.GetRequiredService<Secrets>())
            .AddSingleton(server.GetRequiredService<IHostApplicationLifetime>())
            .AddSingleton(definition)
            .AddSingleton(options)
            .AddSingleton(server.GetRequiredService<ServerMetrics>().For(definition.Name))
            .AddSingleton<PassSignal>()
            .AddSingleton<ServerState>()
            .AddSingleton<ServerCondition>()
            .AddSingleton<CloneKeeper>()
            .AddSingleton<RefreshOnDemand>()
            .AddSingleton(
                services => new Liveness(
                    settings.Interval, () => CloneLockCheck.IsHeld(options.Directory), services.GetRequiredService<TimeProvider>()))
            .AddSingleton<AuditLog>()
            .AddSingleton<ServerLog>()
            .AddSingleton(services => new PageContent(services.GetRequiredService<ServerState>()) { Base = Base })
            .AddSingleton<PageEvents>()
            .AddSingleton<OverviewPage>()
            .AddSingleton(
                services => new JobPage(
                    services.GetRequiredService<PageContent>(), settings.ShowsLogs, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<OverviewPages>()
            .AddSingleton<JobInspector>()
            .AddSingleton<JobPages>()
            .AddSingleton<LogPages>()
            .AddSingleton(services => new PushFilter(options, () => services.GetRequiredService<ServerState>().Branch))
            .AddSingleton(services =>
                new PollSchedule(options.PollInterval, settings.Interval, services.GetRequiredService<TimeProvider>()))
            .AddSingleton(
                services => new RunnerSource(
                    options, settings, services.GetRequiredService<ServerLog>(), cluster, services.GetRequiredService<Secrets>()))
            .AddSingleton<PassResults>()
            .AddSingleton<ServedPass>()
            .AddSingleton<JobEndWatch>()
            .AddSingleton<PassLoop>()
            .BuildServiceProvider();
        Address = options.Repository is { } address ? RepositoryAddress.Of(address) : null;
    }

    public RepositoryDefinition Definition { get; }

    public string Name => Definition.Name;

    /// <summary>What the paths of its pages begin with.</summary>
    public string Base => Name.Length == 0 ? "" : $"/repositories/{Name}";

    /// <summary>The address; null where only the clone knows it.</summary>
    public RepositoryAddress? Address { get; }

    public ServerState State => Get<ServerState>();

    public Liveness Liveness => Get<Liveness>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task StartAsync(CancellationToken cancellationToken) => Get<PassLoop>().StartAsync(cancellationToken);

    /// <summary>Ends the passes in an orderly way.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Get<PassLoop>().StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Get<RepositoryMetrics>().Remove();
        await services.DisposeAsync();
    }
}
