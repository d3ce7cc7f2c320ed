namespace Goji.Tool.Server.Passes;

/// <summary>Asks for a pass, or for a look at the repository. However often either is asked for while a pass runs, one follows.</summary>
internal sealed class PassSignal : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrived = new(0, 1);
    private WakeReason wanted = WakeReason.Time;

    /// <summary>Asks for a pass.</summary>
    public void Request() => Want(WakeReason.Push);

    /// <summary>Asks for a look at the repository.</summary>
    public void RequestRefresh() => Want(WakeReason.Refresh);

    /// <summary>Waits until something is asked for, or for some time.</summary>
    public async Task<WakeReason> WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (!await arrived.WaitAsync(TimeSpan.Zero, cancellationToken))
            {
                await arrived.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WakeReason.Time;
        }

        lock (gate)
        {
            var wake = wanted;
            wanted = WakeReason.Time;
            return wake;
        }
    }

    public void Dispose() => arrived.Dispose();

    private void Want(WakeReason wake)
    {
        lock (gate)
        {
            if (wanted == WakeReason.Time)
            {
                arrived.Release();
            }

            wanted = wake > wanted ? wake : wanted;
        }
    }
}
