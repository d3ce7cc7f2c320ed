using System.Diagnostics;
using Goji.Chaos.Crashes;

namespace Goji.Chaos;

/// <summary>The program: one runner on one clone.</summary>
internal static class Runner
{
    // A build system that has nothing to do, in small.
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(50);

    public static async Task<RunnerOutcome> RunAsync(RunnerOrder order)
    {
        var log = new ErrorLog();
        Action strike = order.Kill switch
        {
            null => Signals.StopMyself,
            { Microseconds: { } time } => () => KillAfter(time),
            _ => Signals.KillMyself,
        };
        var probe = new MomentProbe(order.Kill ?? order.Stop, strike);
        var options = new GojiOptions { Directory = order.Directory, Kubeconfig = order.Kubeconfig, ClaimTime = TimeSpan.FromSeconds(order.ClaimSeconds) };
        if (order.Kill is { Step: null, Microseconds: not null })
        {
            strike();
        }

        var (passes, commits) = (0, 0);
        try
        {
            for (var isLast = false; !isLast && passes < order.Passes; passes++)
            {
                isLast = order.LastCall is not null && File.Exists(order.LastCall);
                var report = await new GojiRunner(options, log) { Probe = probe }.ProcessAsync(CancellationToken.None);
                commits += report.Commits.Count;
                await Task.Delay(report.Commits.Count > 0 ? TimeSpan.Zero : IdlePause);
            }

            return new(passes, probe.Pushes, commits, null);
        }
        catch (GojiException failure)
        {
            return new(passes, probe.Pushes, commits, failure.Message);
        }
    }

    private static void KillAfter(int microseconds)
    {
        var began = Stopwatch.GetTimestamp();
        var thread = new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(began).TotalMicroseconds < microseconds)
            {
                Thread.Yield();
            }

            Signals.KillMyself();
        })
        {
            IsBackground = true,
        };
        thread.Start();
    }
}
