using Goji.Settings.Values;
using static Goji.Settings.SettingScope;

namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<int> LogLines { get; } = Add(new Setting<int>(nameof(LogLines), SettingForms.Number)
    {
        Help = "The number of last log lines of a failed container in the report. 0 reads no logs.",
        Get = options => options.LogLines,
        Set = (options, value) => options.LogLines = value,
        Check = SettingRules.NotNegative,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<LogMode> Logs { get; } = Add(new Setting<LogMode>(nameof(Logs), SettingForms.OneOf<LogMode>())
    {
        Help =
            "Which logs of Jobs are shown: none, the last lines of failed ones, or every line as it arrives, which needs a time to wait.",
        Get = options => options.Logs,
        Set = (options, value) => options.Logs = value,
        Scope = Process | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<int> LogLimit { get; } = Add(new Setting<int>(nameof(LogLimit), SettingForms.Number)
    {
        Help = "The number of lines of each followed Job that are shown.",
        Get = options => options.LogLimit,
        Set = (options, value) => options.LogLimit = value,
        Check = SettingRules.NotNegative,
        Scope = Process | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<string?> LogFolder { get; } = Add(new Setting<string?>(nameof(LogFolder), SettingForms.Text.Named("folder"))
    {
        Help = "The folder for the complete logs of the Jobs that the pass follows to their end.",
        Path = SettingPath.Folder,
        Get = options => options.LogFolder,
        Set = (options, value) => options.LogFolder = value,
        Scope = Process | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<IReadOnlyList<FailOn>> FailOn { get; } = Add(new Setting<IReadOnlyList<FailOn>>(
        nameof(FailOn), SettingForms.SomeOf<FailOn>())
    {
        AddinName = "FailBuildOn",
        Help =
            "The states of jobs that fail the build, or end the command with exit code 1, after everything is pushed: failed, unknown, "
                + "held.",
        DefaultValue = [],
        DefaultText = "nothing",
        Scope = Process | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<bool> BuildSystem { get; } = Add(new Setting<bool>(nameof(BuildSystem), SettingForms.Switch)
    {
        Help = "Reports the jobs to the build system that runs the script: a summary, problems, test results, artifacts.",
        DefaultValue = true,
        Option = null,
        Variable = null,
        Scope = Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<string?> JsonReport { get; } = Add(new Setting<string?>(nameof(JsonReport), SettingForms.Text.Named("file"))
    {
        Help = "The file for the report as JSON.",
        Path = SettingPath.File,
        Scope = Process | Status | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<string?> JUnitReport { get; } = Add(new Setting<string?>(nameof(JUnitReport), SettingForms.Text.Named("file"))
    {
        Help = "The file for the report as JUnit XML, in which job files are tests.",
        Path = SettingPath.File,
        Scope = Process | Status | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<string?> HtmlReport { get; } = Add(new Setting<string?>(nameof(HtmlReport), SettingForms.Text.Named("file"))
    {
        Help = "The file for the history of the repository as one HTML page: all open jobs, and the newest 50 of each other state.",
        Path = SettingPath.File,
        Scope = Process | Status | Addin,
        Group = SettingGroup.Reporting,
    });

    public static Setting<OutputFormat> Output { get; } = Add(new Setting<OutputFormat>(nameof(Output), SettingForms.OneOf<OutputFormat>())
    {
        Help = "The form of the result on standard output.",
        ShortOption = "-o",
        Scope = Commands & ~Server,
        Group = SettingGroup.Reporting,
    });

    public static Setting<Verbosity> Verbosity { get; } = Add(new Setting<Verbosity>(nameof(Verbosity), SettingForms.OneOf<Verbosity>())
    {
        Help = "How much is written to the error stream, or to the server's log.",
        ShortOption = "-v",
        DefaultValue = Values.Verbosity.Normal,
        Scope = Commands,
        Group = SettingGroup.Reporting,
    });
}
