namespace Goji.Benchmarks.Work;

/// <summary>One pass of Goji, as a build script runs it.</summary>
internal static class GojiPass
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        var options = new GojiOptions
        {
            Directory = arguments["clone"],
            Kubeconfig = arguments["kubeconfig"],
            MaxProcessing = arguments.Find("max-processing") is null ? null : arguments.Number("max-processing", 0),
        };
        var runner = new GojiRunner(options, new SilentLog());
        var report = await runner.ProcessAsync(CancellationToken.None);
        return $"{report.Moved.Count()} moved, {report.Processing.Count()} processing, {report.Commits.Count} commits, cluster '{report.Cluster}'";
    }
}
