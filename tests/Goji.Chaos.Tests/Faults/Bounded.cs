using System.Diagnostics;

namespace Goji.Chaos.Tests.Faults;

/// <summary>Waits for what another process does, and for no longer than a limit.</summary>
internal static class Bounded
{
    public static async Task UntilAsync(Func<bool> isSo, TimeSpan limit, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            Assert.True(clock.Elapsed < limit, otherwise);
        }
    }
}
