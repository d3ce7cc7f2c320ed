namespace Goji.Settings.Sources;

/// <summary>A source without some of its settings.</summary>
internal sealed class FilteredSource(ISettingSource source, IReadOnlyCollection<Setting> leftOut) : ISettingSource
{
    public IReadOnlyList<string> Problems => source.Problems;

    public SettingInput? Find(Setting setting) => leftOut.Contains(setting) ? null : source.Find(setting);
}
