using System.CommandLine;
using Goji.Reporting;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

/// <summary>A command: its settings, and what it does with them.</summary>
internal abstract class GojiCommand : Command
{
    private readonly RepositorySettings repository = new();
    private readonly OutputSettings output;

    protected GojiCommand(string name, string description, params OutputFormat[] results)
        : base(name, description) => output = new(results);

    /// <summary>Reads the settings and does the work.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var options = new GojiOptions();
        repository.Apply(options, invocation);
        Apply(options, invocation);
        return await RunAsync(options, invocation, cancellationToken);
    }

    /// <summary>Reads the command's own settings.</summary>
    protected abstract void Apply(GojiOptions options, Invocation invocation);

    protected abstract Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken);

    protected void AddCommonOptions()
    {
        repository.AddTo(this);
        output.AddTo(this);
    }

    protected Verbosity Verbosity(Invocation invocation) => output.Verbosity(invocation);

    protected TerminalLog Log(Invocation invocation) => new(invocation.Terminal, output.Verbosity(invocation));

    protected void Show(Invocation invocation, Func<OutputFormat, string> result) =>
        invocation.Terminal.WriteResult(result(output.Format(invocation)).TrimEnd());

    /// <summary>Works with a runner on the cluster that the settings name, or on the sandbox.</summary>
    protected async Task<T> WithRunnerAsync<T>(ClusterSettings cluster, GojiOptions options, Invocation invocation, Func<GojiRunner, Task<T>> work)
    {
        var log = Log(invocation);
        using var sandbox = cluster.SandboxState(options, invocation) is { } state ? new SandboxConnection(state, log) : null;
        using var live = options.Wait is not null && invocation.Terminal.IsScreen && Verbosity(invocation) >= Output.Verbosity.Normal
            ? new LiveDisplay(log, invocation.Terminal.Draw, () => Console.WindowHeight)
            : null;
        return await work(new GojiRunner(options, live ?? (IGojiLog)log, sandbox?.Connection) { Progress = live });
    }
}
