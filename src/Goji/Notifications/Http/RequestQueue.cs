using Goji.Model;

namespace Goji.Notifications.Http;

/// <summary>
/// The requests that wait for one receiver, and when the next of them may be sent: after the pauses that the receiver asks for, and after
/// faults with pauses that grow.
/// </summary>
internal sealed class RequestQueue(IGojiLog log, TimeProvider time)
{
    /// <summary>How long nothing is sent after the receiver has refused the credentials.</summary>
    private static readonly TimeSpan DeniedPause = TimeSpan.FromMinutes(10);

    /// <summary>The number of refusals in a row after which the receiver counts as one that refuses everything.</summary>
    private const int MaxRefusals = 5;

    private readonly Lock gate = new();
    private readonly Backoff backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
    private readonly HashSet<string> warned = [];
    private readonly LinkedList<OutgoingRequest> waiting = [];
    private DateTimeOffset silentUntil = DateTimeOffset.MinValue;
    private OutgoingRequest? current;
    private bool isWorking;
    private bool isPausing;
    private int refusals;
    private string? trouble;

    /// <summary>The number of requests that are still to be sent.</summary>
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
                return [.. waiting.Select(request => request.Subject), .. current is { } one ? [one.Subject] : Array.Empty<string>()];
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
    /// <returns>Whether there is something to send and nobody sends it: the caller must begin.</returns>
    public bool Replace(IEnumerable<OutgoingRequest> requests)
    {
        lock (gate)
        {
            waiting.Clear();
            foreach (var request in requests.Where(request => current?.IsSame(request) != true))
            {
                waiting.AddLast(request);
            }

            var mustBegin = waiting.Count > 0 && !isWorking;
            isWorking |= mustBegin;
            return mustBegin;
        }
    }

    /// <summary>Whether the next request is sent within a time.</summary>
    public bool IsSendingWithin(TimeSpan limit)
    {
        lock (gate)
        {
            return isWorking && silentUntil - time.GetUtcNow() <= limit;
        }
    }

    /// <summary>The request has reached its receiver. Until then, it is not sent a second time.</summary>
    public void Delivered()
    {
        lock (gate)
        {
            current = null;
        }
    }

    public void SetPausing(bool value)
    {
        lock (gate)
        {
            isPausing = value;
        }
    }

    /// <returns>The next request to send, or how long to wait before; null where nothing is left.</returns>
    public (OutgoingRequest OutgoingRequest, TimeSpan Pause)? Next()
    {
        lock (gate)
        {
            if (waiting.First is not { Value: { } request })
            {
                isWorking = false;
                return null;
            }

            var pause = silentUntil - time.GetUtcNow();
            if (pause <= TimeSpan.Zero)
            {
                waiting.RemoveFirst();
                current = request;
            }

            return (request, pause);
        }
    }

    /// <returns>Whether the request is done with.</returns>
    public bool Ended(OutgoingRequest request, SendResult result)
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
                    Warn(request.Name, $"{request.Name} is refused: {result.Detail}.");
                    return true;

                case SendResultKind.Denied:
                    Warn(
                        $"{result.Detail} {request.Remedy}",
                        $"{request.Name} is refused{Others()}: {result.Detail}. {request.Remedy}");
                    break;

                default:
                    trouble = kind == SendResultKind.Failed ? result.Detail : trouble;
                    log.Write(GojiLogLevel.Verbose, "{0} is sent again: {1}.", request.Name, result.Detail);
                    break;
            }

            current = null;
            if (!waiting.Any(newer => newer.Key == request.Key))
            {
                waiting.AddLast(request);
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
        1 => $", and so is another one ({NotificationText.Names(waiting.Select(each => each.Subject))})",
        var count => $", and so are {count} others ({NotificationText.Names(waiting.Select(each => each.Subject))})",
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
