using System.Text.RegularExpressions;
using Goji.Testing;
using Goji.Tool.Commands;
using YamlDotNet.RepresentationModel;

namespace Goji.Tool.Tests.Commands;

/// <summary>The recipes for pull requests and the composite action are YAML, and call the command with options that it has.</summary>
public sealed partial class CheckingInPipelines : ToolTest
{
    private static readonly string Recipes = Need.Folder("samples/check")!;
    private static readonly string Action = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Recipes))!, "action.yml");

    public static TheoryData<string> Files { get; } = [.. Directory.EnumerateFiles(Recipes).Append(Action).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Recipe_calls_the_command_with_options_that_it_has(string name)
    {
        var text = File.ReadAllText(name == "action.yml" ? Action : Path.Combine(Recipes, name));
        if (name != "Jenkinsfile")
        {
            new YamlStream().Load(new StringReader(text));
        }

        var call = Call().Match(text);
        Assert.True(call.Success, "There is no call of 'goji check'.");
        var known = new CheckCommand().Options.Select(option => option.Name).ToList();
        Assert.All(Option().Matches(call.Value).Select(option => option.Value), option => Assert.Contains(option, known));
    }

    [Fact]
    public async Task Check_ends_with_1_for_what_a_pass_would_refuse_and_changes_nothing()
    {
        File.WriteAllText(Place["good.yaml"], JobFiles.Job("good"));
        File.WriteAllText(Place["bad.yaml"], JobFiles.Job("bad").Replace("restartPolicy", "restartPolici", StringComparison.Ordinal));

        var good = await GojiAsync("check", "--offline", "good.yaml");
        var bad = await GojiAsync("check", "--offline", "--output", "github", "good.yaml", "bad.yaml");
        var nothing = await GojiAsync("check", "--offline");

        good.EndedWith(0);
        Assert.Equal("1 manifest checked: 0 errors, 0 warnings.", good.Output);
        bad.EndedWith(1);
        Assert.StartsWith("::error file=bad.yaml,line=", bad.Output, StringComparison.Ordinal);
        nothing.EndedWith(2);
        Assert.Equal("error: There is nothing to check. Name manifests or folders, or use '--changed-since'.", nothing.Error);
    }

    [GeneratedRegex(@"goji""? check [^\n]*")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex Option();
}
