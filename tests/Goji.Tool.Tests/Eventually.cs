using System.Diagnostics;

namespace Goji.Tool.Tests;

/// <summary>Waits for something that can be observed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task IsTrueAsync(Func<bool> condition, Func<string> otherwise) => IsTrueAsync(() => Task.FromResult(condition()), otherwise);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
            {
                Assert.Fail(otherwise());
            }

            await Task.Delay(50);
        }
    }
}
