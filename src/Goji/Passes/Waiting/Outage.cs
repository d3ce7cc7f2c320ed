using Goji.Model;
using Goji.Ports;

namespace Goji.Passes.Waiting;

/// <summary>
/// What a pass does about a remote or an API server that is away: while there is time to wait, it reports that once, tries again with
/// growing pauses, and reports the end. Without time to wait it tries a few times and then fails.
/// </summary>
/// <param name="who">Names the server, as the subject of a sentence.</param>
/// <param name="patience">The time that the pass may wait.</param>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class Outage(Func<string> who, PassDeadline patience, IGojiLog log, TimeProvider time)
{
    private readonly Backoff backoff = Backoff.ForServers();
    private long began;
    private bool isReported;

    /// <summary>The last failure, while the server is away; else null.</summary>
    public GojiException? Failure { get; private set; }

    /// <summary>Whether a failure is temporary: no answer, or credentials that are not accepted at the moment.</summary>
    public static bool Is(Exception failure) => failure switch
    {
        ClusterException cluster => cluster.IsOutage,
        GojiUnavailableException => true,
        _ => false,
    };

    /// <summary>Makes a call, again and again while the server is away.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = time.GetTimestamp();
            try
            {
                var answer = await call();
                Ended();
                return answer;
            }
            catch (GojiException failure) when (Is(failure))
            {
                await PauseAsync(failure, cancellationToken);
            }
            catch (OperationCanceledException) when (patience.IsOver)
            {
                throw Failure ?? new WaitTimeoutException(who(), time.GetElapsedTime(asked));
            }
        }
    }

    /// <summary>Pauses before the next try, or throws the failure where there is to be none.</summary>
    public async Task PauseAsync(GojiException failure, CancellationToken cancellationToken)
    {
        if (!patience.HasLeft && backoff.Failures >= Backoff.MaxFailures)
        {
            throw failure;
        }

        Began(failure);
        var pause = backoff.Next((failure as GojiUnavailableException)?.RetryAfter);
        try
        {
            await Task.Delay(patience.HasLeft && patience.Remaining < pause ? patience.Remaining : pause, time, cancellationToken);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            throw failure;
        }
    }

    public void Ended()
    {
        if (isReported)
        {
            log.Write(GojiLogLevel.Information, "{0} answers again, after {1}.", who(), Duration.Text(time.GetElapsedTime(began)));
        }

        isReported = false;
        Failure = null;
        backoff.Reset();
    }

    private void Began(GojiException failure)
    {
        if (Failure is null)
        {
            began = time.GetTimestamp();
        }

        Failure = failure;
        if (patience.HasLeft && !isReported)
        {
            isReported = true;
            log.Write(GojiLogLevel.Warning, "{0} The pass continues to wait and retries.", failure.Message);
        }
        else
        {
            log.Write(GojiLogLevel.Verbose, "{0} Trying again.", failure.Message);
        }
    }
}
