namespace Goji.Benchmarks.Work;

/// <summary>One pass of Goji, as a build script runs it.</summary>
internal static class GojiPass
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        using var jit = Environment.GetEnvironmentVariable("GOJI_JIT") is null ? null : new JitListener();
        var runner = new GojiRunner(new() { Directory = arguments["clone"], Kubeconfig = arguments["kubeconfig"] }, new SilentLog()) { Probe = Environment.GetEnvironmentVariable("GOJI_PHASES") is null ? Goji.Reconciling.NoProbe.Instance : new PhaseProbe() };
        if (Environment.GetEnvironmentVariable("GOJI_PHASES") is not null) PhaseProbe.P("main");
        var report = await runner.ProcessAsync(CancellationToken.None);
        if (Environment.GetEnvironmentVariable("GOJI_PHASES") is not null) PhaseProbe.P("end");
        jit?.Print();
        return $"{report.Moved.Count()} moved, {report.Processing.Count()} processing, {report.Commits.Count} commits, cluster '{report.Cluster}'";
    }

    private sealed class SilentLog : IGojiLog
    {
        public void Write(GojiLogLevel level, string format, params object[] arguments)
        {
            if (level <= GojiLogLevel.Warning)
            {
                Console.Error.WriteLine(format, arguments);
            }
        }
    }
}
