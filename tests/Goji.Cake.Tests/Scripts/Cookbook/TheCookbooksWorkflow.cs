using YamlDotNet.RepresentationModel;

namespace Goji.Cake.Tests.Scripts.Cookbook;

public sealed class TheCookbooksWorkflow
{
    [Fact]
    public void It_is_YAML_and_runs_an_existing_script()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Recipe.Folder, "github-actions.yaml"))));

        var steps = (YamlSequenceNode)stream.Documents[0].RootNode["jobs"]["process"]["steps"];
        var commands = steps.Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString());

        Assert.Contains("dotnet cake ci.cake --context=production", commands);
        Assert.True(File.Exists(Path.Combine(Recipe.Folder, "ci.cake")));
    }
}
