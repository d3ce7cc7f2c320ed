using System.CommandLine;
using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

/// <summary>A command that does one thing to each of several files. One that fails does not stop the others.</summary>
internal abstract class JobsCommand : GojiCommand
{
    private readonly Argument<string[]> files;

    protected JobsCommand(string name, string description, SettingScope taker, Argument<string[]> files)
        : base(name, description, taker, OutputFormat.Text, OutputFormat.Json)
    {
        this.files = files;
        Add(files);
    }

    /// <summary>What the command works on, as the command line names it.</summary>
    protected virtual IReadOnlyList<string> Items(Invocation invocation) => invocation.Line.GetValue(files) ?? [];

    protected abstract Task<IReadOnlyList<JobReport>> WorkAsync(
        GojiRunner runner, string item, Invocation invocation, CancellationToken cancellationToken);

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var log = invocation.Log;
        using var sandbox = SandboxConnection.For(options, invocation.Values, log);
        var runner = new GojiRunner(options, log, sandbox?.Connection);
        var done = new List<JobReport>();
        var code = ExitCode.Done;
        foreach (var item in Items(invocation))
        {
            try
            {
                done.AddRange(await WorkAsync(runner, item, invocation, cancellationToken));
            }
            catch (GojiException failure)
            {
                log.Write(GojiLogLevel.Error, "{0}", failure.Message);
                code = Math.Max(code, failure is GojiUsageException ? ExitCode.Usage : ExitCode.Failure);
            }
        }

        if (done.Count > 0 || code == ExitCode.Done)
        {
            Show(
                invocation,
                format => format == OutputFormat.Json ? ResultJson.Of(done) : string.Join('\n', done.Select(job => $"queued/{job.File}")));
        }

        return code;
    }
}
