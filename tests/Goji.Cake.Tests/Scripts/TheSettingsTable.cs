using System.Text;
using Goji.Settings;

namespace Goji.Cake.Tests.Scripts;

/// <summary>The tables of docs/settings.md are those that the table of settings gives. GOJI_WRITE_DOCS=1 writes them.</summary>
public sealed class TheSettingsTable
{
    private static readonly string Document = Workshop.InRepository("docs/settings.md");

    public static TheoryData<string> Groups { get; } = [.. SettingTable.All.Select(setting => setting.Group.ToString()).Distinct()];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Every_setting_is_documented_as_it_is(string group)
    {
        var (start, end) = ($"<!-- settings: {group} -->\n", "<!-- end -->");
        var text = File.ReadAllText(Document).ReplaceLineEndings("\n");
        var from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"docs/settings.md has no '{start.Trim()}'.");
        from += start.Length;
        var to = text.IndexOf(end, from, StringComparison.Ordinal);

        var table = Table(Enum.Parse<SettingGroup>(group));
        if (Environment.GetEnvironmentVariable("GOJI_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Document, text[..from] + table + text[to..]);
            return;
        }

        Assert.Equal(table, text[from..to]);
    }

    private static string Table(SettingGroup group)
    {
        var table = new StringBuilder("\n| setting | meaning | default | option | variable |\n|---|---|---|---|---|\n");
        foreach (var setting in SettingTable.All.Where(setting => setting.Group == group))
        {
            table.Append($"| {Names(setting)} | {Escaped(setting.Help)} | {Escaped(setting.Default)} | {Code(setting.Option)} | {Code(setting.Variable)} |\n");
        }

        return table.Append('\n').ToString();
    }

    private static string Names(Setting setting) => string.Join(", ", new[] { setting.IsInFile ? Code(setting.Key) : "", setting.IsTakenBy(SettingScope.Addin) ? Code(setting.AddinName) : "" }.Where(name => name.Length > 0));

    private static string Code(string? name) => name is null ? "" : $"`{name}`";

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
