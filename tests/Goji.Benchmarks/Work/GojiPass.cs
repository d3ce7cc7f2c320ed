namespace Goji.Benchmarks.Work;

/// <summary>One pass of Goji, as a build script runs it.</summary>
internal static class GojiPass
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        var runner = new GojiRunner(new() { Directory = arguments["clone"], Kubeconfig = arguments["kubeconfig"] }, new SilentLog());
        var report = await runner.ProcessAsync(CancellationToken.None);
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
