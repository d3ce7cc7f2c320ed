namespace Goji.Benchmarks.Work;

/// <summary>An offline check of a folder of manifests.</summary>
internal static class GojiCheck
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        var options = new GojiOptions { Directory = arguments["folder"], Namespace = "default" };
        var report = await new GojiRunner(options, new SilentLog()).CheckAsync([arguments["folder"]], new() { Offline = true });
        return $"{report.Files.Count} files, {report.Findings.Count} findings";
    }
}
