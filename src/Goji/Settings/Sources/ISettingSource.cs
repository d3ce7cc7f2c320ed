namespace Goji.Settings.Sources;

/// <summary>Where values come from: a command line, the environment, a file, a script.</summary>
internal interface ISettingSource
{
    /// <summary>Mistakes that belong to no setting, such as an unknown key.</summary>
    IReadOnlyList<string> Problems => [];

    /// <summary>The value of a setting; null where this source has none.</summary>
    SettingInput? Find(Setting setting);
}
