using System.Text.RegularExpressions;

namespace Goji.Cake.Tests.Scripts;

public sealed partial class TheSettingsTable
{
    private static readonly string Text = File.ReadAllText(Workshop.InRepository("docs/settings.md"));

    [Fact]
    public void Every_setting_has_one_row_and_no_row_is_of_anything_else()
    {
        Assert.Equal(
            typeof(GojiSettings).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            Rows().Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_names_the_settings_own_key_and_variable()
    {
        Assert.All(Rows(), row =>
        {
            var name = row.Groups["name"].Value;
            Assert.Equal($"`Goji_{name}`", row.Groups["key"].Value);
            Assert.StartsWith($"`CAKE_GOJI_{name.ToUpperInvariant()}`", row.Groups["variable"].Value, StringComparison.Ordinal);
            Assert.NotEmpty(row.Groups["meaning"].Value);
            Assert.NotEmpty(row.Groups["default"].Value);
        });
    }

    [Fact]
    public void Every_example_of_an_enum_names_all_its_members()
    {
        Assert.All(
            Enum.GetNames<DuplicatePolicy>().Concat(Enum.GetNames<GojiFailBuildOn>()),
            member => Assert.Contains($"`{member}`", Text, StringComparison.Ordinal));
    }

    private static MatchCollection Rows() => Row().Matches(Text);

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<meaning>[^|]+) \| (?<default>[^|]+) \| (?<key>[^|]+) \| (?<variable>[^|]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
