namespace Goji.Notifications.Http;

/// <summary>Sends requests to one receiver, one after another, until the receiver has them.</summary>
internal sealed class RequestSender(NotificationClient client, IGojiLog log, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource end = new();
    private readonly RequestQueue queue = new(log, time);
    private TaskCompletionSource step = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task worker = Task.CompletedTask;

    /// <inheritdoc cref="RequestQueue.Waiting"/>
    public int Waiting => queue.Waiting;

    /// <inheritdoc cref="RequestQueue.Subjects"/>
    public IReadOnlyList<string> Subjects => queue.Subjects;

    /// <inheritdoc cref="RequestQueue.Trouble"/>
    public string? Trouble => queue.Trouble;

    /// <inheritdoc cref="RequestQueue.IsQuiet"/>
    internal bool IsQuiet => queue.IsQuiet;

    /// <summary>Sets what is to be sent now, in place of what was waiting.</summary>
    public void Replace(IEnumerable<OutgoingRequest> requests)
    {
        lock (gate)
        {
            if (queue.Replace(requests))
            {
                worker = Task.Run(() => WorkAsync(end.Token));
            }
        }
    }

    /// <summary>Waits until everything is sent, or cannot be sent within a time.</summary>
    public async Task FinishAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        var over = Task.Delay(within, time, limit.Token);
        while (!over.IsCompleted && NextStep(within) is { } work)
        {
            await Task.WhenAny(work, over);
        }

        await limit.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    /// <summary>The end of the next step, if it comes within a time; null where nothing is left to wait for.</summary>
    private Task? NextStep(TimeSpan within)
    {
        lock (gate)
        {
            return queue.IsSendingWithin(within) ? step.Task : null;
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (queue.Next() is var (request, pause))
        {
            if (pause > TimeSpan.Zero)
            {
                await PauseAsync(pause, cancellationToken);
            }
            else
            {
                var result = await client.SendAsync(request.Request, request.Judge, request.Access, cancellationToken);
                if (queue.Ended(request, result))
                {
                    // Before this is known, the request counts as being sent: nobody sends it a second time.
                    request.Done();
                    queue.Delivered();
                }
            }

            Stepped();
        }

        Stepped();
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        // A delay drops what is below a millisecond: it would end before the pause, again and again.
        var delay = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), time, cancellationToken);
        queue.SetPausing(true);
        await delay;
        queue.SetPausing(false);
    }

    private void Stepped()
    {
        lock (gate)
        {
            step.TrySetResult();
            step = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
