using Goji.Model;

namespace Goji.Git.Initializing;

/// <summary>Calls a remote again where it is away, as often as a pass without time to wait does.</summary>
internal sealed class RemoteRetries(IGojiLog log, TimeProvider time)
{
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var pauses = Backoff.ForServers();
        while (true)
        {
            TimeSpan pause;
            try
            {
                return await call();
            }
            catch (GojiUnavailableException failure) when (pauses.Failures < Backoff.MaxFailures)
            {
                log.Write(GojiLogLevel.Verbose, "{0} Trying again.", failure.Message);
                pause = pauses.Next(failure.RetryAfter);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
