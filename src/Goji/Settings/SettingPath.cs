namespace Goji.Settings;

/// <summary>Whether a setting is a path, and of what.</summary>
internal enum SettingPath
{
    None,
    File,
    Folder,
}
