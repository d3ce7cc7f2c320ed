using System.CommandLine;
using System.CommandLine.Parsing;
using Goji.Settings;
using Goji.Settings.Sources;

namespace Goji.Tool.Settings;

/// <summary>The settings that a command takes, as options of the command line.</summary>
internal sealed class CommandSettings
{
    private readonly SettingScope taker;
    private readonly Dictionary<Setting, Option> options = [];

    /// <param name="command">The command that gets the options.</param>
    /// <param name="taker">The command, as the table of settings knows it.</param>
    /// <param name="results">The forms that the command's result has.</param>
    public CommandSettings(Command command, SettingScope taker, IReadOnlyList<string> results)
    {
        this.taker = taker;
        foreach (var setting in SettingTable.All.Where(setting => setting.IsTakenBy(taker) && setting.Option is not null))
        {
            var option = OptionOf(setting, setting == SettingTable.Output ? results : setting.Choices);
            options.Add(setting, option);
            command.Add(option);
        }
    }

    /// <summary>Reads the settings: from the command line, else the environment, else the configuration file.</summary>
    /// <exception cref="GojiUsageException">The configuration file cannot be read.</exception>
    public SettingValues Read(ParseResult line, Terminal terminal, Func<string, string?> environment)
    {
        ISettingSource[] sources = [new CommandLineSource(line, options, terminal), new VariableSource(environment)];
        return new SettingValues(sources).Get(SettingTable.Config) is { } file ? new([.. sources, ConfigFile.Read(file)]) : new(sources);
    }

    /// <summary>The library's options. Mistakes in any setting of the command are in the values afterwards.</summary>
    public GojiOptions Options(SettingValues values, Terminal terminal)
    {
        foreach (var setting in SettingTable.All.Where(setting => setting.IsTakenBy(taker)))
        {
            setting.Read(values);
        }

        var options = values.Options(taker);
        terminal.Secrets.Add(options.Password);
        terminal.Secrets.Add(options.StatusToken);
        return options;
    }

    private static Option OptionOf(Setting setting, IReadOnlyList<string> choices)
    {
        // Of switches, the parser takes the next word for the value only where it is true or false.
        var isSwitch = setting.IsSecret || setting.ValueName is null;
        Option option = isSwitch
            ? new Option<bool>(setting.Option!)
            {
                CustomParser = RefuseOption<bool>,
                Arity = setting.IsSecret ? ArgumentArity.Zero : ArgumentArity.ZeroOrOne,
            }
            : new Option<string>(setting.Option!)
            {
                CustomParser = RefuseOption<string>,
                Arity = setting.IsList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
            };
        option.Description = Description(setting);
        option.HelpName = isSwitch ? null : choices.Count > 0 && !setting.IsList ? string.Join('|', choices) : setting.ValueName;
        option.CompletionSources.Add([.. choices]);
        if (setting.ShortOption is { } alias)
        {
            option.Aliases.Add(alias);
        }

        return option;
    }

    private static string Description(Setting setting) =>
        $"{setting.Help} Default: {setting.Default}.{(setting.Variable is { } variable ? $" [env: {variable}]" : "")}";

    // Values are read from the tokens, with those of all other sources.
    private static T? RefuseOption<T>(ArgumentResult argument)
    {
        if (argument.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
        {
            argument.AddError(
                $"The option '{(argument.Parent as OptionResult)?.IdentifierToken?.Value}' needs a value, and '{option.Value}' looks like "
                    + $"an option.");
        }

        return default;
    }
}
