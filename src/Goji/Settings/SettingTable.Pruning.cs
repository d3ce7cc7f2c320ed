using static Goji.Settings.SettingScope;

namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<int?> KeepNewest { get; } = Add(new Setting<int?>(nameof(KeepNewest), SettingForms.OptionalNumber)
    {
        Help = "The number of most recently finished jobs to keep in each state.",
        DefaultText = "none; no job is kept for its number",
        Check = SettingRules.NotNegative,
        Scope = Prune | Addin,
        Group = SettingGroup.Pruning,
    });

    public static Setting<TimeSpan?> KeepFor { get; } = Add(new Setting<TimeSpan?>(nameof(KeepFor), SettingForms.OptionalTime)
    {
        Help = "How long a job is kept after it has finished, such as 30d.",
        DefaultText = "none; no job is kept for its age",
        Check = SettingRules.NotNegative,
        Scope = Prune | Addin,
        Group = SettingGroup.Pruning,
    });

    public static Setting<IReadOnlyList<JobState>> PruneStates { get; } =
        Add(new Setting<IReadOnlyList<JobState>>(
            nameof(PruneStates), SettingForms.SomeOf([JobState.Succeeded, JobState.Failed, JobState.Unknown]))
        {
            Help = "The states whose jobs are removed.",
            DefaultValue = [JobState.Succeeded, JobState.Failed, JobState.Unknown],
            Scope = Prune | Addin,
            Group = SettingGroup.Pruning,
        });
}
