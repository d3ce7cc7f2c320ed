using Goji.Model;

namespace Goji.Answers.Http;

/// <summary>
/// Sends parcels to one receiver, one after another, until the receiver has them: with the pauses that the receiver asks for, and after
/// faults with pauses that grow.
/// </summary>
internal sealed class SendingLine(AnswerClient client, IGojiLog log, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long nothing is sent after the receiver has refused the credentials.</summary>
    private static readonly TimeSpan DeniedPause = TimeSpan.FromMinutes(10);

    /// <summary>The number of refusals in a row after which the receiver counts as one that refuses everything.</summary>
    private const int MaxRefusals = 5;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource end = new();
    private readonly Backoff backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
    private readonly HashSet<string> warned = [];
    private readonly LinkedList<Parcel> waiting = [];
    private TaskCompletionSource step = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset silentUntil = DateTimeOffset.MinValue;
    private Parcel? current;
    private Task worker = Task.CompletedTask;
    private bool isWorking;
    private bool isPausing;
    private int refusals;
    private string? trouble;

    /// <summary>The number of parcels that are still to be sent.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count + (current is null ? 0 : 1);
            }
        }
    }

    /// <summary>What is still to be sent, by what it is about.</summary>
    public IReadOnlyList<string> Subjects
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.Select(parcel => parcel.Subject), .. current is { } one ? [one.Subject] : Array.Empty<string>()];
            }
        }
    }

    /// <summary>How the receiver failed last; null where it has taken something since.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate)
            {
                return trouble;
            }
        }
    }

    /// <summary>Whether nothing happens until more time has passed. For tests with a clock of their own.</summary>
    internal bool IsQuiet
    {
        get
        {
            lock (gate)
            {
                return !isWorking || (isPausing && silentUntil > time.GetUtcNow());
            }
        }
    }

    /// <summary>Sets what is to be sent now, in place of what was waiting.</summary>
    public void Replace(IEnumerable<Parcel> parcels)
    {
        lock (gate)
        {
            waiting.Clear();
            foreach (var parcel in parcels.Where(parcel => current?.IsSame(parcel) != true))
            {
                waiting.AddLast(parcel);
            }

            if (waiting.Count > 0 && !isWorking)
            {
                isWorking = true;
                worker = Task.Run(() => WorkAsync(end.Token));
            }
        }
    }

    /// <summary>Waits until everything is sent, or cannot be sent within a time.</summary>
    public async Task FinishAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        var over = Task.Delay(within, time, limit.Token);
        while (!over.IsCompleted && Pending(within) is { } work)
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
    private Task? Pending(TimeSpan within)
    {
        lock (gate)
        {
            return !isWorking || silentUntil - time.GetUtcNow() > within ? null : step.Task;
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (Next() is var (parcel, pause))
        {
            if (pause > TimeSpan.Zero)
            {
                await PauseAsync(pause, cancellationToken);
            }
            else
            {
                var result = await client.SendAsync(parcel.Request, parcel.Judge, parcel.Access, cancellationToken);
                if (Ended(parcel, result))
                {
                    // Before this is known, the parcel counts as being sent: nobody sends it a second time.
                    parcel.Done();
                    SetCurrent(null);
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
        SetPausing(true);
        await delay;
        SetPausing(false);
    }

    private void SetCurrent(Parcel? value)
    {
        lock (gate)
        {
            current = value;
        }
    }

    private void SetPausing(bool value)
    {
        lock (gate)
        {
            isPausing = value;
        }
    }

    private void Stepped()
    {
        lock (gate)
        {
            step.TrySetResult();
            step = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <returns>The next parcel to send, or how long to wait before; null where nothing is left.</returns>
    private (Parcel Parcel, TimeSpan Pause)? Next()
    {
        lock (gate)
        {
            if (waiting.First is not { Value: { } parcel })
            {
                isWorking = false;
                return null;
            }

            var pause = silentUntil - time.GetUtcNow();
            if (pause <= TimeSpan.Zero)
            {
                waiting.RemoveFirst();
                current = parcel;
            }

            return (parcel, pause);
        }
    }

    /// <returns>Whether the parcel is done with.</returns>
    private bool Ended(Parcel parcel, SendResult result)
    {
        lock (gate)
        {
            refusals = result.Kind == SendResultKind.Refused ? refusals + 1 : 0;
            var kind = refusals >= MaxRefusals ? SendResultKind.Denied : result.Kind;
            Silence(kind switch
            {
                SendResultKind.Denied => DeniedPause,
                SendResultKind.Failed => backoff.Next(),
                _ => TimeSpan.Zero,
            });
            Silence(result.Pause ?? TimeSpan.Zero);
            switch (kind)
            {
                case SendResultKind.Delivered:
                    backoff.Reset();
                    trouble = null;
                    return true;

                case SendResultKind.Refused:
                    Warn(parcel.Name, $"{parcel.Name} is refused: {result.Detail}.");
                    return true;

                case SendResultKind.Denied:
                    Warn(
                        $"{result.Detail} {parcel.Remedy}",
                        $"{parcel.Name} is refused{Others()}: {result.Detail}. {parcel.Remedy}");
                    break;

                default:
                    trouble = kind == SendResultKind.Failed ? result.Detail : trouble;
                    log.Write(GojiLogLevel.Verbose, "{0} is sent again: {1}.", parcel.Name, result.Detail);
                    break;
            }

            current = null;
            if (!waiting.Any(newer => newer.Key == parcel.Key))
            {
                waiting.AddLast(parcel);
            }

            return false;
        }
    }

    private void Silence(TimeSpan pause)
    {
        var until = time.GetUtcNow() + pause;
        silentUntil = pause > TimeSpan.Zero && until > silentUntil ? until : silentUntil;
    }

    /// <summary>Who else is refused, as the middle of a sentence.</summary>
    private string Others() => waiting.Count switch
    {
        0 => "",
        1 => $", and so is another one ({AnswerText.Names(waiting.Select(each => each.Subject))})",
        var count => $", and so are {count} others ({AnswerText.Names(waiting.Select(each => each.Subject))})",
    };

    // The names and the numbers differ, and the reason is one.
    private void Warn(string reason, string text)
    {
        if (warned.Add(reason))
        {
            log.Write(GojiLogLevel.Warning, "{0}", text);
        }
    }
}
