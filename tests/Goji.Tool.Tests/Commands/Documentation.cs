using System.Text.RegularExpressions;

namespace Goji.Tool.Tests.Commands;

/// <summary>docs/service.md and the help of the command name the same things.</summary>
public sealed partial class Documentation : ToolTest
{
    private static readonly string[] OfOtherPrograms =
        ["--global", "--namespace", "--create-namespace", "--set", "--from-file", "--file", "--tag", "--rm", "--help", "--command-path", "--request", "--header", "--listen"];

    [Fact]
    public async Task Every_option_and_variable_of_the_command_is_documented_and_no_other()
    {
        var documented = File.ReadAllText(FindDocument());
        var help = "";
        foreach (var command in (string[])["init", "process", "status", "requeue", "queue", "prune", "server"])
        {
            help += (await GojiAsync(command, "--help")).Output;
        }

        Assert.Equal(
            Option().Matches(help).Select(match => match.Value).Except(OfOtherPrograms).Distinct().Order(StringComparer.Ordinal),
            Option().Matches(documented).Select(match => match.Value).Except(OfOtherPrograms).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Variable().Matches(help).Select(match => match.Value).Except(Variable().Matches(documented).Select(match => match.Value)));
    }

    private static string FindDocument()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var document = Path.Combine(folder, "docs", "service.md");
            if (File.Exists(document))
            {
                return document;
            }
        }

        throw new FileNotFoundException("docs/service.md is not above the tests.");
    }

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"\b(?:GOJI|GIT)_[A-Z0-9_]+\b")]
    private static partial Regex Variable();
}
