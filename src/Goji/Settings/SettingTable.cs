namespace Goji.Settings;

/// <summary>
/// Every setting there is. An entry here, and the property of that name in <c>GojiSettings</c> or <see cref="GojiOptions"/>, is all that a
/// new setting takes: the addin, the command, the server, the configuration file, <c>--help</c> and the documentation read this table.
/// </summary>
internal static partial class SettingTable
{
    private static List<Setting>? entries;
    private static IReadOnlyList<Setting>? sorted;

    /// <summary>All settings, by group.</summary>
    public static IReadOnlyList<Setting> All => sorted ??= [.. entries!.OrderBy(setting => setting.Group)];

    public static Setting<string?> Config { get; } = Add(new Setting<string?>("Config", SettingForms.Text.Named("file"))
    {
        Help = "The configuration file: settings as YAML, such as 'pollInterval: 10s'. All other sources override it.",
        IsInFile = false,
        Path = SettingPath.File,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    // The initializers of the parts of this class run in no particular order.
    private static Setting<T> Add<T>(Setting<T> setting)
    {
        (entries ??= []).Add(setting);
        return setting;
    }
}
