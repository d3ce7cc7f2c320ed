using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Goji.Tool.Tests.Chart;

/// <summary>Values, schema and templates speak of the same things. This needs no helm.</summary>
public sealed partial class ChartValues
{
    private static readonly HashSet<string> Values = [.. Paths(ChartFiles.Yaml("values.yaml"), "")];
    private static readonly JsonElement Schema = JsonDocument.Parse(ChartFiles.Read("values.schema.json")).RootElement;

    [Fact]
    public void Every_value_that_a_template_asks_for_is_in_the_values_file()
    {
        Assert.NotEmpty(Asked());
        Assert.Empty(Asked().Except(Values));
    }

    [Fact]
    public void Every_value_is_asked_for_by_a_template()
    {
        var asked = Asked().ToList();
        var leaves = Values.Where(path => !Values.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal)));

        Assert.DoesNotContain(leaves, leaf => !asked.Any(path => leaf == path || leaf.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Schema_knows_every_value_and_no_other()
    {
        // Subcharts and parents may hand down values of their own under this name.
        var known = Known(Schema, "").Where(path => path != "global").ToList();

        Assert.DoesNotContain(Values, path => !known.Contains(path) && !known.Any(parent => path.StartsWith(parent + ".", StringComparison.Ordinal) && IsOpen(parent)));
        Assert.Empty(known.Except(Values));
    }

    [Fact]
    public void Sets_of_values_to_try_name_known_values_alone()
    {
        Assert.NotEmpty(ChartFiles.ValueSets);
        foreach (var file in ChartFiles.ValueSets)
        {
            var top = ChartFiles.Documents(File.ReadAllText(file)).Cast<YamlMappingNode>().Single().Children.Keys.Select(key => key.ToString());
            Assert.Empty(top.Except(Values));
        }
    }

    [Fact]
    public void Templates_use_API_versions_that_are_served_from_1_29_to_1_36()
    {
        string[] served =
        [
            "v1", "apps/v1", "policy/v1", "networking.k8s.io/v1", "rbac.authorization.k8s.io/v1",
            "monitoring.coreos.com/v1", // The Prometheus operator's; only where it is switched on.
        ];
        var used = ChartFiles.Templates.SelectMany(file => ApiVersion().Matches(File.ReadAllText(file))).Select(match => match.Groups["version"].Value).ToList();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(served));
    }

    private static IEnumerable<string> Asked() =>
        ChartFiles.Templates.SelectMany(file => Value().Matches(File.ReadAllText(file))).Select(match => match.Groups["path"].Value).Distinct();

    private static IEnumerable<string> Paths(YamlMappingNode node, string prefix) => node.Children.SelectMany(child =>
    {
        var path = prefix + child.Key;
        return child.Value is YamlMappingNode mapping ? [path, .. Paths(mapping, path + ".")] : (IEnumerable<string>)[path];
    });

    private static IEnumerable<string> Known(JsonElement schema, string prefix) => schema.TryGetProperty("properties", out var properties)
        ? properties.EnumerateObject().SelectMany(property => (IEnumerable<string>)[prefix + property.Name, .. Known(property.Value, prefix + property.Name + ".")])
        : [];

    /// <summary>An object whose members the schema leaves to Kubernetes.</summary>
    private static bool IsOpen(string path)
    {
        var schema = path.Split('.').Aggregate(Schema, (parent, name) => parent.GetProperty("properties").GetProperty(name));
        return !schema.TryGetProperty("properties", out _);
    }

    [GeneratedRegex(@"\.Values\.(?<path>[A-Za-z][A-Za-z0-9.]*)")]
    private static partial Regex Value();

    [GeneratedRegex(@"^apiVersion: (?<version>\S+)$", RegexOptions.Multiline)]
    private static partial Regex ApiVersion();
}
