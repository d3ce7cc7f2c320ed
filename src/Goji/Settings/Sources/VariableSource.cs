namespace Goji.Settings.Sources;

/// <summary>The environment variables.</summary>
/// <param name="variable">Reads a variable.</param>
/// <param name="complete">Completes a path; null leaves relative paths to the current folder.</param>
internal sealed class VariableSource(Func<string, string?> variable, Func<Setting, string, string>? complete = null) : ISettingSource
{
    public SettingInput? Find(Setting setting)
    {
        if (setting.Variable is not { } name || variable(name) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Files that secrets are read from often end with a line break, which is no part of the secret.
        text = setting.IsSecret ? text.TrimEnd('\r', '\n') : text.Trim();
        return new()
        {
            Name = $"the environment variable '{name}'",
            Text = complete?.Invoke(setting, text) ?? text,
            Remedy = "Correct it, or unset it.",
        };
    }
}
