using Goji.Settings.Sources;
using static Goji.Settings.SettingScope;

namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<CommitStatusMode> CommitStatus { get; } = Add(new Setting<CommitStatusMode>(
        nameof(CommitStatus), SettingForms.OneOf<CommitStatusMode>())
    {
        Help = "Whether the commits that queued job files get statuses on their Git host: pending, success, failure, error.",
        Get = options => options.CommitStatus,
        Set = (options, value) => options.CommitStatus = value,
        Scope = Notifying,
        Group = SettingGroup.Notifications,
    });

    public static Setting<GitHostKind?> StatusHost { get; } = Add(new Setting<GitHostKind?>(
        nameof(StatusHost), SettingForms.OptionalOneOf<GitHostKind>())
    {
        Help = "The kind of the Git host that takes the statuses.",
        DefaultText = "derived from the remote's address",
        Get = options => options.StatusHost,
        Set = (options, value) => options.StatusHost = value,
        Scope = Notifying,
        Group = SettingGroup.Notifications,
    });

    public static Setting<string?> StatusApi { get; } = Add(new Setting<string?>(nameof(StatusApi), SettingForms.Text.Named("address"))
    {
        Help = "The address of the Git host's API, such as https://github.example.com/api/v3.",
        DefaultText = "derived from the remote's address",
        Get = options => options.StatusApi,
        Set = (options, value) => options.StatusApi = value,
        Check = SettingRules.WebAddress,
        Scope = Notifying,
        Group = SettingGroup.Notifications,
    });

    public static Setting<string?> StatusToken { get; } = Add(new Setting<string?>(nameof(StatusToken), SettingForms.Text)
    {
        Help = "The token for the Git host's API. It never appears in a log, a message or a file.",
        DefaultText = "GIT_PASSWORD, if the API belongs to the remote's host",
        Option = null,
        IsSecret = true,
        Get = options => options.StatusToken,
        Set = (options, value) => options.StatusToken = value,
        Scope = Notifying,
        Group = SettingGroup.Notifications,
    });

    public static Setting<IReadOnlyList<NotificationTarget>> Notifications { get; } =
        Add(new Setting<IReadOnlyList<NotificationTarget>>(
            nameof(Notifications),
            new()
            {
                Read = _ => throw new FormatException("a list of targets"),
                ReadNode = NotificationReader.Read,
                Write = targets => targets.Count == 0 ? "none" : string.Join(',', targets.Select(target => target.Name)),
            })
        {
            Help = "The receivers of messages about jobs: a list of targets, in code or in the configuration file. A target names the "
                + "environment variables, or files, that hold its secrets.",
            Option = null,
            Variable = null,
            Get = options => [.. options.Notifications],
            Set = (options, value) => options.Notifications = [.. value],
            Check = SettingRules.Targets,
            Scope = Notifying,
            Group = SettingGroup.Notifications,
        });

    public static Setting<string?> PageUrl { get; } = Add(new Setting<string?>(nameof(PageUrl), SettingForms.Text.Named("address"))
    {
        Help = "The public address of the server's page, which statuses and messages link to.",
        DefaultText = "none: they link to the build",
        Get = options => options.PageUrl,
        Set = (options, value) => options.PageUrl = value,
        Check = SettingRules.WebAddress,
        Scope = Notifying,
        Group = SettingGroup.Notifications,
    });
}
