namespace Goji.Git.Remotes.Server;

/// <summary>One conversation with a remote, on a thread of its own: libgit2 blocks, and has no time limit for servers that stop talking.</summary>
internal sealed class NetworkCall
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly TimeProvider time;
    private readonly CancellationToken cancellationToken;
    private long lastSign;
    private volatile bool isAbandoned;

    private NetworkCall(TimeProvider time, CancellationToken cancellationToken)
    {
        this.time = time;
        this.cancellationToken = cancellationToken;
        lastSign = time.GetTimestamp();
    }

    /// <summary>Runs a conversation until it ends, is cancelled, or has shown no progress for too long; then its thread is left to itself.</summary>
    /// <param name="what">What fails when patience ends, as the beginning of a sentence.</param>
    /// <param name="patience">The longest time without progress.</param>
    /// <param name="time">The clock.</param>
    /// <param name="work">The conversation. What it opens, it closes itself: it may outlive the wait for it.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    public static async Task<T> RunAsync<T>(string what, TimeSpan patience, TimeProvider time, Func<NetworkCall, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new NetworkCall(time, cancellationToken);
        var task = Task.Factory.StartNew(() => work(call), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            var left = patience - time.GetElapsedTime(Interlocked.Read(ref call.lastSign));
            if (left <= TimeSpan.Zero)
            {
                call.isAbandoned = true;
                throw new GojiUnavailableException($"{what}: the remote has not answered for {patience.TotalSeconds:0} seconds. Try again; if that does not help, check the remote and the network.");
            }

            await Task.WhenAny(task, Task.Delay(left, time, cancellationToken));
            if (cancellationToken.IsCancellationRequested && !task.IsCompleted)
            {
                // The progress callbacks end it; a thread that hears none of them is not waited for.
                await Task.WhenAny(task, Task.Delay(Grace, time, CancellationToken.None));
                call.isAbandoned = true;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return await task;
    }

    /// <summary>Notes a sign of life, and tells whether to go on.</summary>
    public bool GoesOn()
    {
        Interlocked.Exchange(ref lastSign, time.GetTimestamp());
        return !isAbandoned && !cancellationToken.IsCancellationRequested;
    }
}
