using System.CommandLine;
using Goji.Tool.Output;

namespace Goji.Tool.Settings;

/// <summary>In which form results come, and how much is told on the way.</summary>
internal sealed class OutputSettings
{
    private readonly Setting<OutputFormat> format = new(
        "--output", "GOJI_OUTPUT", string.Join('|', SettingText.NamesOf<OutputFormat>()), "The form of the result on standard output. Default: text.", SettingText.OneOf<OutputFormat>);
    private readonly Setting<Verbosity> verbosity = new(
        "--verbosity", "GOJI_VERBOSITY", string.Join('|', SettingText.NamesOf<Verbosity>()), "How much is told on the error stream. Default: normal.", SettingText.OneOf<Verbosity>);

    public OutputSettings()
    {
        format.Option.Aliases.Add("-o");
        verbosity.Option.Aliases.Add("-v");
        format.Option.CompletionSources.Add([.. SettingText.NamesOf<OutputFormat>()]);
        verbosity.Option.CompletionSources.Add([.. SettingText.NamesOf<Verbosity>()]);
    }

    public void AddTo(Command command)
    {
        command.Add(format.Option);
        command.Add(verbosity.Option);
    }

    public OutputFormat Format(Invocation invocation) => invocation.Value(format, OutputFormat.Text);

    public Verbosity Verbosity(Invocation invocation) => invocation.Value(verbosity, Output.Verbosity.Normal);
}
