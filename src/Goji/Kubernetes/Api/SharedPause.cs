namespace Goji.Kubernetes.Api;

/// <summary>
/// A pause that ends at one moment for all who wait then: one timer wakes one thread, which goes on with each of them in turn.
/// </summary>
/// <param name="longest">The pause of whoever waits first. Those who wait later have a shorter one.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedPause(TimeSpan longest, TimeProvider time)
{
    private readonly Lock gate = new();
    private Task end = Task.CompletedTask;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (end.IsCompleted)
            {
                end = Task.Delay(longest, time, CancellationToken.None);
            }

            return end.WaitAsync(cancellationToken);
        }
    }
}
