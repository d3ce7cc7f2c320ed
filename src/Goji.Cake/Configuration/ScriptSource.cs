using Cake.Core;
using Cake.Core.IO;
using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Settings.Values;

namespace Goji.Cake.Configuration;

/// <summary>The properties that a script has set.</summary>
internal sealed class ScriptSource(GojiSettings settings, ICakeEnvironment environment) : ISettingSource
{
    public SettingInput? Find(Setting setting) =>
        typeof(GojiSettings).GetProperty(setting.AddinName)?.GetValue(settings) is { } value
            ? new() { Name = $"'{setting.AddinName}'", Text = Shown(value), Value = Converted(value) }
            : null;

    // In the types of the table, which knows nothing of Cake.
    private object Converted(object value) => value switch
    {
        FilePath file => file.MakeAbsolute(environment).FullPath,
        DirectoryPath folder => folder.MakeAbsolute(environment).FullPath,
        GojiFailBuildOn states => FailOnOf(states),
        IEnumerable<string> items => (IReadOnlyList<string>)[.. items],
        IEnumerable<NotificationTarget> targets => (IReadOnlyList<NotificationTarget>)[.. targets],
        IEnumerable<JobState> states => (IReadOnlyList<JobState>)[.. states],
        _ => value,
    };

    private static string? Shown(object value) => value switch
    {
        TimeSpan time => SettingTime.Write(time),
        int or string or Enum => value.ToString(),
        _ => null,
    };

    private static IReadOnlyList<FailOn> FailOnOf(GojiFailBuildOn states) =>
        [.. Enum.GetValues<FailOn>().Where(
            state => state != FailOn.Nothing && states.HasFlag(Enum.Parse<GojiFailBuildOn>(state.ToString())))];
}
