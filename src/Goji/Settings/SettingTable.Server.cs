using Goji.Model;
using Goji.Settings.Sources;
using Goji.Settings.Values;

namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<string> Listen { get; } = Add(new Setting<string>(nameof(Listen), SettingForms.Required.Named("address"))
    {
        Help = "The address that webhooks are delivered to.",
        DefaultValue = "http://*:8080",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string> StatusListen { get; } = Add(new Setting<string>(
        nameof(StatusListen), SettingForms.Required.Named("address"))
    {
        Help = "The address of the page, the metrics and health.",
        DefaultValue = "http://*:8081",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<IReadOnlyList<string>> TrustedProxies { get; } = Add(new Setting<IReadOnlyList<string>>(
        nameof(TrustedProxies), SettingForms.List.Named("networks"))
    {
        Help = "The proxies whose X-Forwarded-For names the client, as addresses or networks such as 10.0.0.0/8.",
        DefaultValue = [],
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> PageUserHeader { get; } = Add(new Setting<string?>(
        nameof(PageUserHeader), SettingForms.Text.Named("header"))
    {
        Help = "The header in which a trusted proxy names the authenticated user, such as X-Forwarded-User. Needs trusted proxies.",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<bool> PageLogs { get; } = Add(new Setting<bool>(nameof(PageLogs), SettingForms.Switch)
    {
        Help = "Shows the logs of jobs on the page. Logs may hold secrets.",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> PageToken { get; } = Add(new Setting<string?>(nameof(PageToken), SettingForms.Text)
    {
        Help = "The token that the page asks for.",
        DefaultText = "none: the page has no login",
        Option = null,
        IsSecret = true,
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<TimeSpan> Interval { get; } = Add(new Setting<TimeSpan>(nameof(Interval), SettingForms.Time)
    {
        Help = "The time between two passes without a push.",
        DefaultValue = TimeSpan.FromMinutes(5),
        Check = SettingRules.PositiveWait,
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    // The largest body that GitHub sends: https://docs.github.com/webhooks/webhook-events-and-payloads.
    public static Setting<int> MaxBody { get; } = Add(new Setting<int>(nameof(MaxBody), SettingForms.Number.Named("bytes"))
    {
        Help = "The maximum number of bytes in a delivery. The default is GitHub's own maximum.",
        DefaultValue = 25 * 1024 * 1024,
        Check = SettingRules.Positive,
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<bool> AllowSha1 { get; } = Add(new Setting<bool>(nameof(AllowSha1), SettingForms.Switch)
    {
        Help = "Accepts deliveries that are signed with SHA-1 only.",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<LogFormat> LogFormat { get; } = Add(new Setting<LogFormat>(nameof(LogFormat), SettingForms.OneOf<LogFormat>())
    {
        Help = "The form of the log on standard output.",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> GitHubWebhookSecret { get; } = Add(
        Secret(nameof(GitHubWebhookSecret), "GITHUB_WEBHOOK_SECRET", "The secret that GitHub signs deliveries with."));

    public static Setting<string?> GiteaWebhookSecret { get; } = Add(
        Secret(nameof(GiteaWebhookSecret), "GITEA_WEBHOOK_SECRET", "The secret that Gitea or Forgejo signs deliveries with."));

    public static Setting<string?> BitbucketWebhookSecret { get; } = Add(
        Secret(nameof(BitbucketWebhookSecret), "BITBUCKET_WEBHOOK_SECRET", "The secret that Bitbucket signs deliveries with."));

    public static Setting<string?> GitLabWebhookToken { get; } = Add(
        Secret(nameof(GitLabWebhookToken), "GITLAB_WEBHOOK_TOKEN", "The token that GitLab sends with deliveries."));

    public static Setting<string?> AzureWebhookPassword { get; } = Add(
        Secret(nameof(AzureWebhookPassword), "AZURE_WEBHOOK_PASSWORD", "The password that the service hooks of Azure DevOps send."));

    public static Setting<string?> WebhookToken { get; } = Add(
        Secret(nameof(WebhookToken), "GOJI_WEBHOOK_TOKEN", "The token of the generic webhook."));

    public static Setting<string?> GitHubAppId { get; } = Add(new Setting<string?>(
        nameof(GitHubAppId), SettingForms.Text.Named("id"))
    {
        Help = "The id of the GitHub App whose tokens are used for the repository in place of a password. "
            + "Needs its installation and its key.",
        Variable = "GOJI_GITHUB_APP_ID",
        Option = "--github-app-id",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> GitHubAppInstallation { get; } = Add(new Setting<string?>(
        nameof(GitHubAppInstallation), SettingForms.Text.Named("id"))
    {
        Help = "The id of the installation of the GitHub App.",
        Variable = "GOJI_GITHUB_APP_INSTALLATION",
        Option = "--github-app-installation",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> GitHubAppKeyFile { get; } = Add(new Setting<string?>(
        nameof(GitHubAppKeyFile), SettingForms.Text.Named("file"))
    {
        Help = "The file with the private key of the GitHub App, as GitHub provides it (PEM). It is read again for each token.",
        Variable = "GOJI_GITHUB_APP_KEY_FILE",
        Option = "--github-app-key-file",
        Path = SettingPath.File,
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> GitHubApi { get; } = Add(new Setting<string?>(
        nameof(GitHubApi), SettingForms.Text.Named("address"))
    {
        Help = "The address of GitHub's API, such as https://github.example.com/api/v3 of an enterprise server.",
        DefaultText = "https://api.github.com",
        Variable = "GOJI_GITHUB_API",
        Option = "--github-api",
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<IReadOnlyList<ConfigNode>> Repositories { get; } = Add(new Setting<IReadOnlyList<ConfigNode>>(
        nameof(Repositories), SettingForms.Mappings)
    {
        Help = "The jobs repositories that the server works on, each with settings of its own. Only the configuration file can have them.",
        DefaultText = "none: the one that Repository names",
        DefaultValue = [],
        Option = null,
        Variable = null,
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    });

    public static Setting<string?> SecretFolder { get; } = Add(new Setting<string?>(nameof(SecretFolder), SettingForms.Text)
    {
        Help = "A folder, such as a mounted Secret, whose files take the place of the variables of their names.",
        Option = null,
        Variable = SecretFiles.FolderVariable,
        IsInFile = false,
        Scope = SettingScope.Commands,
        Group = SettingGroup.Server,
    });

    private static Setting<string?> Secret(string name, string variable, string help) => new(name, SettingForms.Text)
    {
        Help = help,
        DefaultText = "none: that webhook is off",
        Option = null,
        Variable = variable,
        IsSecret = true,
        Scope = SettingScope.Server,
        Group = SettingGroup.Server,
    };
}
