using System.CommandLine;

namespace Goji.Tool.Settings;

/// <summary>One call of the command: its line, its environment, its terminal.</summary>
internal sealed class Invocation(ParseResult line, Terminal terminal, Func<string, string?> environment)
{
    public ParseResult Line => line;

    public Terminal Terminal => terminal;

    public T Value<T>(Setting<T> setting, T otherwise) => setting.Or(otherwise, line, environment);

    /// <summary>An environment variable; null where it is not set, or empty.</summary>
    public string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
