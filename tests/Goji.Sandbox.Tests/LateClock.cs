using System.Collections.Concurrent;

namespace Goji.Sandbox.Tests;

/// <summary>A clock whose timers are on their way when they are disposed of, as those of a busy machine can be: they go off afterwards.</summary>
internal sealed class LateClock : TimeProvider
{
    private readonly ConcurrentQueue<Timer> timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state), dueTime);
        timers.Enqueue(timer);
        return timer;
    }

    /// <summary>Ends when the timer of that time has been disposed of.</summary>
    public Task Disposed(TimeSpan time) => timers.Single(timer => timer.Time == time).Disposed;

    public void FireTimer()
    {
        foreach (var timer in timers)
        {
            timer.Callback();
        }
    }

    private sealed class Timer(Action callback, TimeSpan time) : ITimer
    {
        private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action Callback => callback;

        public TimeSpan Time => time;

        public Task Disposed => disposed.Task;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => disposed.TrySetResult();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
