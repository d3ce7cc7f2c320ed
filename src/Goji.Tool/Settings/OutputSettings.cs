using System.CommandLine;
using Goji.Tool.Output;

namespace Goji.Tool.Settings;

/// <summary>In which form results come, and how much is told on the way.</summary>
internal sealed class OutputSettings
{
    private readonly Setting<OutputFormat> format;
    private readonly Setting<Verbosity> verbosity = new(
        "--verbosity", "GOJI_VERBOSITY", string.Join('|', SettingText.NamesOf<Verbosity>()), "How much is told on the error stream. Default: normal.", SettingText.OneOf<Verbosity>);

    /// <param name="offered">The forms that the command's result has.</param>
    public OutputSettings(params OutputFormat[] offered)
    {
        var names = offered.Select(SettingText.NameOf).ToArray();
        format = new(
            "--output", "GOJI_OUTPUT", string.Join('|', names), "The form of the result on standard output. Default: text.",
            text => SettingText.OneOf<OutputFormat>(text) is var chosen && offered.Contains(chosen) ? chosen : throw new FormatException($"one of {string.Join(", ", names)}"));
        format.Option.Aliases.Add("-o");
        verbosity.Option.Aliases.Add("-v");
        format.Option.CompletionSources.Add(names);
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
