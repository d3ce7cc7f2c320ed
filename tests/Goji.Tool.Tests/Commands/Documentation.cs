using System.Text.RegularExpressions;
using Goji.Settings;
using Goji.Tool.Commands;

namespace Goji.Tool.Tests.Commands;

/// <summary>The documents and the commands name the same things.</summary>
public sealed partial class Documentation
{
    private static readonly string[] OfOtherPrograms =
    [
        "--global", "--create-namespace", "--set", "--from-file", "--file", "--tag", "--rm", "--help", "--command-path", "--request", "--header",
        "--provider", "--oidc-issuer-url", "--email-domain", "--upstream", "--pass-user-headers", "--http-address",
        "--certificate-oidc-issuer", "--certificate-identity-regexp",
    ];

    private static readonly string[] Options = [.. GojiCommandLine.Commands().SelectMany(command => command.Options).Select(option => option.Name).Distinct()];

    [Fact]
    public void Every_option_in_the_documents_is_one_of_a_command()
    {
        Assert.Empty(Option().Matches(Read("service.md")).Select(match => match.Value).Except(Options).Except(OfOtherPrograms));
    }

    [Fact]
    public void Every_option_and_variable_of_a_command_is_documented()
    {
        var documents = Read("settings.md") + Read("service.md");

        Assert.Empty(Options.Except(Option().Matches(documents).Select(match => match.Value)));
        Assert.Empty(SettingTable.All.Select(setting => setting.Variable).OfType<string>().Except(Variable().Matches(documents).Select(match => match.Value)));
    }

    [Fact]
    public void Every_command_is_documented()
    {
        var documented = Read("service.md");

        Assert.All(GojiCommandLine.Commands(), command => Assert.Contains($"| `goji {command.Name}", documented, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_of_the_table_is_one_of_the_commands_that_take_it()
    {
        var commands = GojiCommandLine.Commands().ToDictionary(command => command.Name);

        Assert.All(SettingTable.All.Where(setting => setting.Option is not null), setting => Assert.Equal(
            Enum.GetValues<SettingScope>().Where(taker => setting.IsTakenBy(taker) && commands.ContainsKey(NameOf(taker))).Select(NameOf).Order(),
            commands.Values.Where(command => command.Options.Any(option => option.Name == setting.Option)).Select(command => command.Name).Order()));
    }

    private static string NameOf(SettingScope taker) => taker.ToString().ToLowerInvariant();

    private static string Read(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var document = Path.Combine(folder, "docs", name);
            if (File.Exists(document))
            {
                return File.ReadAllText(document);
            }
        }

        throw new FileNotFoundException($"docs/{name} is not above the tests.");
    }

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"\b[A-Z0-9]+(?:_[A-Z0-9]+)+\b")]
    private static partial Regex Variable();
}
