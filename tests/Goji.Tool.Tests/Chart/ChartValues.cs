using System.Text.Json;
using System.Text.RegularExpressions;
using Goji.Settings;
using YamlDotNet.RepresentationModel;

namespace Goji.Tool.Tests.Chart;

/// <summary>Values, schema and templates speak of the same things. This needs no helm.</summary>
public sealed partial class ChartValues
{
    private static readonly HashSet<string> Values = [.. Paths(ChartFiles.Yaml("values.yaml"), "")];
    private static readonly JsonElement Schema = JsonDocument.Parse(ChartFiles.Read("values.schema.json")).RootElement;

    [Fact]
    public void Every_value_that_a_template_uses_is_in_the_values_file()
    {
        Assert.NotEmpty(Asked());
        Assert.Empty(Asked().Except(Values));
    }

    [Fact]
    public void Every_value_is_used_by_a_template()
    {
        var asked = Asked().ToList();
        var leaves = Values.Where(path => !Values.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal)));

        Assert.DoesNotContain(leaves, leaf => !asked.Any(path => leaf == path || leaf.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Schema_has_every_value_and_no_other()
    {
        // Subcharts and parents may hand down values of their own under this name.
        var known = Known(Schema, "").Where(path => path != "global" && !path.StartsWith("settings.", StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(Values, path => !known.Contains(path) && !known.Any(parent => path.StartsWith(parent + ".", StringComparison.Ordinal) && IsOpen(parent)));
        Assert.Empty(known.Except(Values));
    }

    [Fact]
    public void Settings_in_the_schema_are_those_that_the_server_takes()
    {
        // What the deployment sets itself.
        string[] own = ["GOJI_DIRECTORY", "GOJI_LISTEN", "GOJI_STATUS_LISTEN", "GOJI_SECRET_FOLDER"];
        var settings = SettingTable.All
            .Where(setting => setting.IsTakenBy(SettingScope.Server) && !setting.IsSecret && setting.Variable?.StartsWith("GOJI_", StringComparison.Ordinal) == true)
            .Where(setting => !own.Contains(setting.Variable))
            .ToDictionary(setting => setting.Variable!);
        var schema = Schema.GetProperty("properties").GetProperty("settings").GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value);

        Assert.Equal(settings.Keys.Order(StringComparer.Ordinal), schema.Keys.Order(StringComparer.Ordinal));
        Assert.All(settings.Values.Where(setting => setting.Choices.Count > 0), setting => Assert.Equal(
            setting.Choices,
            schema[setting.Variable!].GetProperty("enum").EnumerateArray().Select(choice => choice.GetString())));
    }

    [Fact]
    public void Secrets_in_the_schema_of_the_secret_are_those_that_the_server_takes()
    {
        var template = File.ReadAllText(ChartFiles.Templates.Single(file => Path.GetFileName(file) == "secret.yaml"));

        Assert.All(SettingTable.All.Where(setting => setting.IsSecret && setting.IsTakenBy(SettingScope.Server)), setting => Assert.Contains($"  {setting.Variable}: ", template, StringComparison.Ordinal));
    }

    [Fact]
    public void Test_values_use_only_known_values()
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
            "monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1", // Only where they are switched on.
        ];
        var used = ChartFiles.Templates.SelectMany(file => ApiVersion().Matches(File.ReadAllText(file))).Select(match => match.Groups["version"].Value).ToList();

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(served));
    }

    [Fact]
    public void Templates_are_balanced()
    {
        foreach (var file in ChartFiles.Templates)
        {
            var depth = 0;
            foreach (Match action in Action().Matches(File.ReadAllText(file)))
            {
                depth += action.Groups["word"].Value switch { "if" or "range" or "with" or "define" => 1, "end" => -1, _ => 0 };
                Assert.True(depth >= 0, $"{file} closes more than it opens.");
            }

            Assert.True(depth == 0, $"{file} opens more than it closes.");
        }
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

    [GeneratedRegex(@"\{\{-?\s*(?<word>[a-z]+)")]
    private static partial Regex Action();
}
