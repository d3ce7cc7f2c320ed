// One pass over a jobs repository, without Cake: dotnet run -- ./jobs [--sandbox]
using Goji;
using Goji.Sandbox;

var options = new GojiOptions { Directory = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? "./jobs", Wait = TimeSpan.FromMinutes(5) };

// The sandbox answers in memory and forgets; without it, the cluster is found as kubectl finds it.
using var sandbox = args.Contains("--sandbox") ? new SandboxCluster() : null;
var connection = sandbox is null ? null : ClusterConnection.Through(sandbox.CreateHandler(), new Uri("http://sandbox"));

try
{
    var runner = new GojiRunner(options, new ConsoleLog(), connection);
    GojiReport report = await runner.ProcessAsync(CancellationToken.None);
    return report.Failed.Any() || report.Unknown.Any() ? 1 : 0;
}
catch (GojiException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 2;
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
