using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Repositories;

/// <summary>The repositories that the server works on. A list in the configuration file is read again when it changes.</summary>
internal sealed partial class RepositorySet : BackgroundService
{
    /// <summary>
    /// How often the configuration file is read. A mounted ConfigMap changes by the exchange of a link, which file watchers miss.
    /// </summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly Func<RepositoryDefinition, ServedRepository> open;
    private readonly Func<IReadOnlyList<RepositoryDefinition>>? read;
    private readonly TimeProvider time;
    private readonly ILogger<RepositorySet> logger;
    private volatile ServedRepository[] all;
    private string mistake = "";

    /// <param name="definitions">The repositories to begin with.</param>
    /// <param name="read">Reads the list as it is now; null where there is no list.</param>
    /// <param name="open">Makes one of them ready to be started.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public RepositorySet(
        IReadOnlyList<RepositoryDefinition> definitions,
        Func<IReadOnlyList<RepositoryDefinition>>? read,
        Func<RepositoryDefinition, ServedRepository> open,
        TimeProvider time,
        ILogger<RepositorySet> logger)
    {
        (this.read, this.open, this.time, this.logger) = (read, open, time, logger);
        all = [.. definitions.Select(open)];
    }

    public IReadOnlyList<ServedRepository> All => all;

    /// <summary>Whether the repositories come from a list, and so have names.</summary>
    public bool IsList => read is not null;

    /// <summary>The only repository; null where they come from a list.</summary>
    public ServedRepository? Single => IsList ? null : all[0];

    public ServedRepository? Find(string name) =>
        Array.Find(all, repository => repository.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The repositories with trouble of some kind, as one text; empty where there is none.</summary>
    public async Task<string> ProblemAsync(Func<ServedRepository, Task<string>> problem)
    {
        var served = all;
        var found = await Task.WhenAll(served.Select(problem));
        return string.Join(
            '\n',
            served
                .Zip(found)
                .Where(item => item.Second.Length > 0)
                .Select(item => IsList ? $"{item.First.Name}: {item.Second}" : item.Second));
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(all.Select(repository => repository.StartAsync(cancellationToken)));
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(all.Select(repository => repository.StopAsync(cancellationToken)));
        await Task.WhenAll(all.Select(repository => repository.DisposeAsync().AsTask()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (read is not null)
        {
            await Task.Delay(Freshness, time, stoppingToken);
            if (ReadOrNull(read) is { } definitions)
            {
                await ChangeAsync(definitions, stoppingToken);
            }
        }
    }

    /// <summary>Starts what is new, stops what is gone, and leaves alone what is the same.</summary>
    private async Task ChangeAsync(IReadOnlyList<RepositoryDefinition> definitions, CancellationToken cancellationToken)
    {
        var kept = all.Where(
            repository => definitions.Any(
                definition => definition.Name == repository.Name && definition.Fingerprint == repository.Definition.Fingerprint)).ToList();
        var ended = all.Except(kept).ToList();
        var added = definitions.Where(definition => kept.TrueForAll(repository => repository.Name != definition.Name)).ToList();
        if (ended.Count + added.Count == 0)
        {
            return;
        }

        // One that has changed works in the same folder: the old one ends before the new one begins.
        all = [.. kept];
        await Task.WhenAll(ended.Select(EndAsync));
        var opened = added.ConvertAll(definition => open(definition));
        all = [.. kept.Concat(opened).OrderBy(repository => repository.Name, StringComparer.OrdinalIgnoreCase)];
        await Task.WhenAll(opened.Select(repository => repository.StartAsync(cancellationToken)));
        Changed(
            string.Join(", ", added.Select(definition => definition.Name)), string.Join(", ", ended.Select(repository => repository.Name)));

        async Task EndAsync(ServedRepository repository)
        {
            await repository.StopAsync(cancellationToken);
            await repository.DisposeAsync();
        }
    }

    private IReadOnlyList<RepositoryDefinition>? ReadOrNull(Func<IReadOnlyList<RepositoryDefinition>> list)
    {
        try
        {
            var definitions = list();
            mistake = "";
            return definitions;
        }
        catch (GojiUsageException failure)
        {
            if (mistake != failure.Message)
            {
                NotRead(mistake = failure.Message);
            }

            return null;
        }
    }

    [LoggerMessage(50, LogLevel.Information, "The list of repositories has changed. Started: {Started}. Ended: {Ended}.")]
    private partial void Changed(string started, string ended);

    [LoggerMessage(
        51, LogLevel.Error, "The list of repositories has changed and cannot be used, so the former one stays in force: {Reason}")]
    private partial void NotRead(string reason);
}
