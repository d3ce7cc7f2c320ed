using Cake.Core;
using Goji.Settings;
using Goji.Settings.Sources;

namespace Goji.Cake.Configuration;

/// <summary>
/// Cake's own configuration: cake.config, variables such as <c>CAKE_GOJI_WAIT</c>, and arguments such as <c>--goji_wait</c>.
/// </summary>
internal sealed class CakeConfigurationSource(ICakeContext context) : ISettingSource
{
    public SettingInput? Find(Setting setting)
    {
        var key = $"Goji_{setting.AddinName}";
        return context.Configuration.GetValue(key) is { } text && !string.IsNullOrWhiteSpace(text)
            ? new()
            {
                Name = $"'{key}' in Cake's configuration",
                Text = ScriptPath.Complete(context.Environment, setting, text.Trim()),
                Remedy =
                    $"Correct it in cake.config, the environment variable 'CAKE_{key.ToUpperInvariant()}' or the argument "
                        + $"'--{key.ToLowerInvariant()}'.",
            }
            : null;
    }
}
