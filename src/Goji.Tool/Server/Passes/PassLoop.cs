using Goji.Tool.Server.Repositories;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Passes;

/// <summary>Runs passes: when somebody asks for one, while jobs run, and every interval anyway. One at a time.</summary>
internal sealed class PassLoop(
    RepositoryDefinition repository, ServedPass pass, JobEndWatch jobs, PassSignal signal, TimeProvider time, ILogger<PassLoop> logger)
    : BackgroundService
{
    /// <summary>
    /// How long a pass may go on when the server is asked to stop, before it is cancelled, which takes some seconds itself.
    /// </summary>
    public static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);

    private static readonly Func<ILogger, string, IDisposable?> RepositoryScope = LoggerMessage.DefineScope<string>("{Repository}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var scope = repository.Name.Length > 0 ? RepositoryScope(logger, repository.Name) : null;
        using var patience = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => patience.CancelAfter(ShutdownPatience));
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var pause = await pass.TryAsync(patience.Token);
                using var watching = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var watch = jobs.WatchAsync(pause, watching.Token);
                await PauseAsync(pause, stoppingToken);
                await watching.CancelAsync();
                await watch;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The pause was cut short.
        }
    }

    /// <summary>Waits for the next pass. A look on the way ends the pause only where it finds something to do.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        var began = time.GetTimestamp();
        while (pause - time.GetElapsedTime(began) is var rest
            && await signal.WaitAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, stoppingToken) == WakeReason.Refresh)
        {
            if (await pass.RefreshAsync(stoppingToken))
            {
                return;
            }
        }
    }
}
