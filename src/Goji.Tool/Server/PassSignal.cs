namespace Goji.Tool.Server;

/// <summary>Asks for a pass, or for a look at the repository. However often either is asked for while a pass runs, one follows.</summary>
internal sealed class PassSignal : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrived = new(0, 1);
    private Wake wanted = Wake.Time;

    /// <summary>Asks for a pass.</summary>
    public void Request() => Want(Wake.Push);

    /// <summary>Asks for a look at the repository.</summary>
    public void RequestLook() => Want(Wake.Look);

    /// <summary>Waits until something is asked for, or for some time.</summary>
    public async Task<Wake> WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
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
            return Wake.Time;
        }

        lock (gate)
        {
            var wake = wanted;
            wanted = Wake.Time;
            return wake;
        }
    }

    public void Dispose() => arrived.Dispose();

    private void Want(Wake wake)
    {
        lock (gate)
        {
            if (wanted == Wake.Time)
            {
                arrived.Release();
            }

            wanted = wake > wanted ? wake : wanted;
        }
    }
}
