using System.CommandLine;
using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

/// <summary>A command: the settings that it takes from the table, and what it does with them.</summary>
internal abstract class GojiCommand : Command
{
    private readonly CommandSettings settings;
    private readonly string[] results;
    private int ownOptions;

    /// <param name="name">The name on the command line.</param>
    /// <param name="description">What the command does, as sentences.</param>
    /// <param name="taker">The command in the table of settings.</param>
    /// <param name="results">The forms that the result has.</param>
    protected GojiCommand(string name, string description, SettingScope taker, params OutputFormat[] results)
        : base(name, description)
    {
        this.results = [.. results.Select(SettingForms.NameOf)];
        settings = new(this, taker, this.results);
    }

    /// <summary>Adds options of the command itself. The help lists them before the settings.</summary>
    protected void AddOwn(params ReadOnlySpan<Option> own)
    {
        foreach (var option in own)
        {
            Options.Insert(ownOptions++, option);
        }
    }

    /// <summary>Reads the settings and does the work.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var values = invocation.Values = settings.Read(invocation.Line, invocation.Terminal, invocation.Environment);
        if (new UnknownVariables(Environment.GetEnvironmentVariables().Keys.Cast<string>()).Misspelt is { } misspelt)
        {
            values.Add(misspelt);
        }

        var options = settings.Options(values, invocation.Terminal);
        values.Get(SettingTable.Output, ResultOf, OutputFormat.Text);
        Check(options, invocation);
        values.ThrowIfWrong();
        return await RunAsync(options, invocation, cancellationToken);
    }

    /// <summary>What a person reads who has ended the command by a signal; empty for nothing.</summary>
    public virtual string CancelledNote => "Cancelled. Everything pushed so far is kept; the next pass continues from there.";

    protected abstract Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken);

    /// <summary>Looks for mistakes that the table of settings does not know, before anything is done.</summary>
    protected virtual void Check(GojiOptions options, Invocation invocation)
    {
    }

    protected static void Show(Invocation invocation, Func<OutputFormat, string> result) =>
        invocation.Terminal.WriteResult(result(invocation.Format).TrimEnd());

    protected static void Show(Invocation invocation, GojiReport report) =>
        invocation.Terminal.WriteResult(writer => ResultText.Write(report, invocation.Format, writer));

    /// <summary>Works with a runner on the cluster that the settings name, or on the sandbox.</summary>
    protected static async Task<T> WithRunnerAsync<T>(
        GojiOptions options, Invocation invocation, Func<GojiRunner, IProgress<GojiProgress>?, Task<T>> work)
    {
        var log = invocation.Log;
        var isNarrated = invocation.Verbosity >= Verbosity.Normal;
        using var sandbox = SandboxConnection.For(options, invocation.Values, log);
        using var live = options.Wait is not null && invocation.Terminal.IsScreen && isNarrated
            ? invocation.Terminal.NewDisplay(log)
            : null;
        var runner = new GojiRunner(options, live ?? (IGojiLog)log, sandbox?.Connection)
        {
            Secrets = invocation.Terminal.Secrets,
            Output = live ?? (isNarrated ? new NarratedLines(invocation.Terminal) : (IProgress<JobOutputLine>?)null),
        };
        return await work(runner, live);
    }

    private OutputFormat ResultOf(OutputFormat format) =>
        results.Contains(SettingForms.NameOf(format)) ? format : throw new FormatException($"one of {string.Join(", ", results)}");
}
