// One pass over a jobs repository, without Cake: dotnet run -- ./jobs [--sandbox]
// With a manifest, it is queued instead: dotnet run -- ./jobs deploy/migrate.yaml
using Goji;
using Goji.Sandbox;

var options = new GojiOptions { Directory = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? "./jobs", Wait = TimeSpan.FromMinutes(5) };

// The sandbox answers in memory and forgets; without it, the cluster is found as kubectl finds it.
using var sandbox = args.Contains("--sandbox") ? new SandboxCluster() : null;
var connection = sandbox is null ? null : ClusterConnection.Through(sandbox.CreateHandler(), new Uri("http://sandbox"));

try
{
    if (args.FirstOrDefault(argument => argument.EndsWith(".yaml", StringComparison.Ordinal)) is { } manifest)
    {
        return await QueueAsync(new GojiRunner(options, new ConsoleLog(), connection), manifest);
    }

    var runner = new GojiRunner(options, new ConsoleLog(), connection);
    GojiReport report = await runner.ProcessAsync();
    return report.Failed.Any() || report.Unknown.Any() ? 1 : 0;
}
catch (GojiException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 2;
}

static async Task<int> QueueAsync(GojiRunner runner, string manifest)
{
    try
    {
        await runner.QueueAsync(manifest);
        return 0;
    }
    catch (ManifestException exception)
    {
        foreach (ManifestFinding finding in exception.Findings)
        {
            Console.Error.WriteLine($"{exception.File}:{finding.Line}: {finding.Text}");
        }

        return 2;
    }
}

internal sealed class ConsoleLog : IGojiLog
{
    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        if (level <= GojiLogLevel.Information)
        {
            Console.WriteLine(format, arguments);
        }
    }
}
