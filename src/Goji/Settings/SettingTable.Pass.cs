using static Goji.Settings.SettingScope;

namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<TimeSpan?> Wait { get; } = Add(new Setting<TimeSpan?>(nameof(Wait), SettingForms.OptionalTime)
    {
        Help = "How long a pass waits for the jobs to finish, such as 30m.",
        DefaultText = "no waiting; of cancel, 1m",
        Get = options => options.Wait,
        Set = (options, value) => options.Wait = value,
        Check = SettingRules.NotNegative,
        Scope = Process | Cancel | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<IReadOnlyList<string>> WaitFor { get; } = Add(new Setting<IReadOnlyList<string>>(
        nameof(WaitFor), SettingForms.List.Named("jobs"))
    {
        Help = "The jobs to wait for, by their paths below the state folder.",
        DefaultText = "every job that is queued or processing when the pass begins",
        Get = options => [.. options.WaitFor],
        Set = (options, value) => options.WaitFor = [.. value],
        Scope = Process | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<WaitEndAction> OnAbort { get; } = Add(
        new Setting<WaitEndAction>(nameof(OnAbort), SettingForms.OneOf<WaitEndAction>())
        {
            Help = "What a waiting pass does about the jobs that it waits for when Ctrl-C or SIGTERM stops it: "
                + "leave them running, or cancel them.",
            Get = options => options.OnAbort,
            Set = (options, value) => options.OnAbort = value,
            Scope = Process | Addin,
            Group = SettingGroup.Pass,
        });

    public static Setting<WaitEndAction> OnTimeout { get; } = Add(
        new Setting<WaitEndAction>(nameof(OnTimeout), SettingForms.OneOf<WaitEndAction>())
        {
            Help =
                "What a waiting pass does about the jobs that it waits for when the time to wait is over: "
                + "leave them running, or cancel them.",
            Get = options => options.OnTimeout,
            Set = (options, value) => options.OnTimeout = value,
            Scope = Process | Addin,
            Group = SettingGroup.Pass,
        });

    public static Setting<string?> CancelReason { get; } = Add(new Setting<string?>(nameof(CancelReason), SettingForms.Text)
    {
        Option = "--reason",
        Help = "Why jobs are cancelled, in a few words. The run record and the commit show it.",
        Scope = Cancel | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<bool> RequestOnly { get; } = Add(new Setting<bool>(nameof(RequestOnly), SettingForms.Switch)
    {
        Option = "--request",
        Help = "Requests the cancel in the repository, and asks no cluster. The next pass of any runner carries it out.",
        Scope = Cancel | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<TimeSpan?> FailStuckAfter { get; } = Add(new Setting<TimeSpan?>(nameof(FailStuckAfter), SettingForms.OptionalTime)
    {
        Help = "The time after which a Job whose pods cannot start is deleted and its file moved to failed/.",
        DefaultText = "never",
        Get = options => options.FailStuckAfter,
        Set = (options, value) => options.FailStuckAfter = value,
        Check = SettingRules.Positive,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<TimeSpan> PollInterval { get; } = Add(new Setting<TimeSpan>(nameof(PollInterval), SettingForms.Time)
    {
        Help = "The longest time between two polls while waiting.",
        Get = options => options.PollInterval,
        Set = (options, value) => options.PollInterval = value,
        Check = SettingRules.PositiveWait,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<int> Parallelism { get; } = Add(new Setting<int>(nameof(Parallelism), SettingForms.Number)
    {
        Help = "The number of requests that are sent to the cluster at once.",
        Get = options => options.Parallelism,
        Set = (options, value) => options.Parallelism = value,
        Check = SettingRules.Positive,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<bool> DryRun { get; } = Add(new Setting<bool>(nameof(DryRun), SettingForms.Switch)
    {
        Help = "Shows what would be done, and changes nothing.",
        Get = options => options.DryRun,
        Set = (options, value) => options.DryRun = value,
        Scope = Init | Process | Queue | Requeue | Cancel | Prune | Addin,
        Group = SettingGroup.Pass,
    });

    public static Setting<string?> BuildUrl { get; } = Add(new Setting<string?>(nameof(BuildUrl), SettingForms.Text.Named("address"))
    {
        Help = "The address of the build that runs Goji. Claims name it. The addin finds it by itself.",
        Get = options => options.BuildUrl,
        Set = (options, value) => options.BuildUrl = value,
        Scope = EveryPass,
        Group = SettingGroup.Pass,
    });
}
