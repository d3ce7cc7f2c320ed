using System.Runtime.CompilerServices;
using Goji.Model;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>The shortest time between two polls, should one Job after the other end.</summary>
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Returns the state of the queued and processing jobs now, and again after each change. Changes nothing. The repository is
    /// polled every <see cref="GojiOptions.PollInterval"/>, and when a Job ends.
    /// </summary>
    /// <param name="untilDone">Whether to end when no job runs. Jobs that a pass would start count as running, held ones do not.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The reports, of which each differs from the one before.</returns>
    /// <exception cref="GojiUsageException">The settings or the repository are invalid.</exception>
    /// <exception cref="GojiException">
    /// Git or the cluster failed before the first report. Later failures are logged, and the operation goes on.
    /// </exception>
    public async IAsyncEnumerable<GojiReport> WatchStatusAsync(
        bool untilDone = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var newest = await StatusAsync(cancellationToken);
        yield return newest;
        var isAway = false;
        while (!untilDone || newest.Processing.Any())
        {
            var began = time.GetTimestamp();
            await WatchAsync(newest, options.PollInterval, cancellationToken);
            if (ShortestPoll - time.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, cancellationToken);
            }

            var before = newest;
            try
            {
                newest = await StatusAsync(cancellationToken);
                isAway = false;
            }
            catch (GojiException failure) when (failure is not GojiUsageException)
            {
                log.Write(isAway ? GojiLogLevel.Verbose : GojiLogLevel.Warning, "{0} Retrying.", failure.Message);
                isAway = true;
            }

            if (!JobStatusText.AreSame(before, newest))
            {
                yield return newest;
            }
        }
    }
}
