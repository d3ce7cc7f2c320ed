using Cake.Core;
using Cake.Core.IO;
using Goji.Settings;

namespace Goji.Cake.Configuration;

/// <summary>Relative paths in an addin's settings start at the script's folder.</summary>
internal static class ScriptPath
{
    public static string Complete(ICakeEnvironment environment, Setting setting, string text) => setting.Path switch
    {
        SettingPath.File => new FilePath(text).MakeAbsolute(environment).FullPath,
        SettingPath.Folder => new DirectoryPath(text).MakeAbsolute(environment).FullPath,
        _ => text,
    };
}
