using System.CommandLine;
using System.CommandLine.Parsing;

namespace Goji.Tool.Settings;

/// <summary>One setting: an option, the environment variable that stands in for it, and how the text of either is read.</summary>
internal sealed class Setting<T>
{
    private readonly string? variable;
    private readonly Func<string, T> read;

    /// <param name="option">The option, such as <c>--wait</c>.</param>
    /// <param name="variable">The environment variable; null for none.</param>
    /// <param name="valueName">What help calls the value; null for a switch.</param>
    /// <param name="description">What the setting does, as a sentence.</param>
    /// <param name="read">Reads a text; a <see cref="FormatException"/> says what it should have been.</param>
    /// <param name="arity">How many values the option takes.</param>
    public Setting(string option, string? variable, string? valueName, string description, Func<string, T> read, ArgumentArity? arity = null)
    {
        this.variable = variable;
        this.read = read;
        Option = new(option)
        {
            Description = variable is null ? description : $"{description} [env: {variable}]",
            HelpName = valueName,
            Arity = arity ?? ArgumentArity.ExactlyOne,
            CustomParser = Parse,
        };
    }

    public Option<T> Option { get; }

    /// <summary>What the command line says, else the environment, else the default.</summary>
    /// <exception cref="GojiUsageException">The environment variable cannot be read.</exception>
    public T Or(T otherwise, ParseResult line, Func<string, string?> environment) =>
        line.GetResult(Option) is { Implicit: false } given ? given.GetValueOrDefault<T>()!
        : variable is not null && environment(variable) is { } text && !string.IsNullOrWhiteSpace(text) ? FromEnvironment(text)
        : otherwise;

    private T? Parse(ArgumentResult argument)
    {
        if (argument.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
        {
            argument.AddError($"The option '{Option.Name}' needs a value, and '{option.Value}' looks like an option.");
            return default;
        }

        // A switch without a value is on; a list may come in several options.
        var text = argument.Tokens.Count == 0 ? bool.TrueString : string.Join(',', argument.Tokens.Select(token => token.Value));
        try
        {
            return read(text);
        }
        catch (FormatException exception)
        {
            argument.AddError($"The value '{text}' of '{Option.Name}' is not {exception.Message}.");
            return default;
        }
    }

    private T FromEnvironment(string text)
    {
        try
        {
            return read(text.Trim());
        }
        catch (FormatException exception)
        {
            throw new GojiUsageException($"The value '{text}' of the environment variable '{variable}' is not {exception.Message}. Correct it, or unset it.");
        }
    }
}
