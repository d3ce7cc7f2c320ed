using System.Runtime.CompilerServices;

namespace Goji.Testing;

/// <summary>Bounds what tests wait for: a test that would hang fails instead.</summary>
public static class TimeLimit
{
    /// <summary>Far longer than anything takes that a test waits for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Waits for a task, and for no longer than <see cref="Longest"/>.</summary>
    public static async Task InTime(this Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        if (await Task.WhenAny(task, Task.Delay(Longest)) != task)
        {
            throw new TimeoutException($"'{what}' has not ended within {Longest}.");
        }

        await task;
    }

    /// <summary>Waits for a task, and for no longer than <see cref="Longest"/>.</summary>
    public static async Task<T> InTime<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await ((Task)task).InTime(what);
        return await task;
    }
}
