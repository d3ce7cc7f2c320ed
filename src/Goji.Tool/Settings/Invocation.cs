using System.CommandLine;
using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;

namespace Goji.Tool.Settings;

/// <summary>One call of the command: its line, its environment, its terminal, its settings.</summary>
internal sealed class Invocation(ParseResult line, Terminal terminal, Func<string, string?> environment)
{
    public ParseResult Line => line;

    public Terminal Terminal => terminal;

    public Func<string, string?> Environment => environment;

    /// <summary>The settings of the command. Known once the command has read them.</summary>
    public SettingValues Values { get; set; } = new();

    public OutputFormat Format => Values.Get(SettingTable.Output);

    public Verbosity Verbosity => Values.Get(SettingTable.Verbosity);

    public TerminalLog Log => new(terminal, Verbosity);

    /// <summary>An environment variable; null where it is not set, or empty.</summary>
    public string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
