using System.CommandLine;
using System.CommandLine.Parsing;
using Goji.Settings;
using Goji.Settings.Sources;

namespace Goji.Tool.Settings;

/// <summary>The options of a command line.</summary>
internal sealed class CommandLineSource(ParseResult line, IReadOnlyDictionary<Setting, Option> options, Terminal terminal) : ISettingSource
{
    private string? secret;

    public SettingInput? Find(Setting setting) =>
        options.TryGetValue(setting, out var option) && line.GetResult(option) is { Implicit: false } given
            ? new() { Name = $"'{setting.Option}'", Text = setting.IsSecret ? Secret(setting) : Text(given) }
            : null;

    // A switch without a value is on; a list may come in several options.
    private static string Text(OptionResult given) =>
        given.Tokens.Count == 0 ? bool.TrueString : string.Join(',', given.Tokens.Select(token => token.Value)).Trim();

    private string Secret(Setting setting) =>
        (secret ??= terminal.ReadLine()) is { Length: > 0 } text
            ? text
            : throw new GojiUsageException(
                $"'{setting.Option}' was given, and the first line of standard input is empty. Pipe the password or access token in.");
}
