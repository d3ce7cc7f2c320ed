using System.Diagnostics;
using Xunit;

namespace Goji.Testing;

/// <summary>Waits for something that can be observed of another process, and for no longer than <see cref="TimeLimit.Longest"/>.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="condition">What is waited for.</param>
    /// <param name="otherwise">Returns the message of the failure.</param>
    public static Task IsTrueAsync(Func<bool> condition, Func<string> otherwise) => IsTrueAsync(() => Task.FromResult(condition()), otherwise);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, Func{string})"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !await condition(); await Task.Delay(Pause))
        {
            Assert.True(watch.Elapsed < TimeLimit.Longest, otherwise());
        }
    }
}
