using System.Net;
using Goji.Settings;
using Goji.Tool.Server;
using Goji.Tool.Server.Listening;

namespace Goji.Tool.Settings;

/// <summary>Reads how the server listens, and whom it believes.</summary>
internal static class ServerSettings
{
    /// <summary>The webhooks whose deliveries are signed, with the settings of their secrets.</summary>
    private static readonly (string Source, Setting<string?> Secret)[] Signing =
    [
        ("github", SettingTable.GitHubWebhookSecret),
        ("gitea", SettingTable.GiteaWebhookSecret),
        ("bitbucket", SettingTable.BitbucketWebhookSecret),
    ];

    /// <summary>Reads the options. Mistakes are added to the values.</summary>
    public static ServerOptions Read(Invocation invocation)
    {
        var values = invocation.Values;
        var defaults = new ServerOptions();
        var options = new ServerOptions
        {
            Listen = values.Get(SettingTable.Listen, ListenAddress.Parse, defaults.Listen),
            StatusListen = values.Get(SettingTable.StatusListen, ListenAddress.Parse, defaults.StatusListen),
            TrustedProxies = values.Get(SettingTable.TrustedProxies, Networks, defaults.TrustedProxies),
            Interval = values.Get(SettingTable.Interval),
            MaxBody = values.Get(SettingTable.MaxBody),
            AllowSha1 = values.Get(SettingTable.AllowSha1),
            LogFormat = values.Get(SettingTable.LogFormat),
            SigningSecrets = Signing
                .Select(item => (item.Source, Secret: Secret(invocation, item.Secret)))
                .Where(item => item.Secret is not null)
                .ToDictionary(item => item.Source, item => item.Secret!),
            PageToken = Secret(invocation, SettingTable.PageToken),
            PageUserHeader = values.Get(SettingTable.PageUserHeader),
            ShowsLogs = values.Get(SettingTable.PageLogs),
            GitUsername = FileOnly(invocation, SettingTable.Username),
            GitPassword = FileOnly(invocation, SettingTable.Password),
            App = GitHubApp.Read(values),
            StatusToken = FileOnly(invocation, SettingTable.StatusToken),
            GitLabToken = Secret(invocation, SettingTable.GitLabWebhookToken),
            AzurePassword = Secret(invocation, SettingTable.AzureWebhookPassword),
            GenericToken = Secret(invocation, SettingTable.WebhookToken),
        };
        if (options.Listen.Collides(options.StatusListen))
        {
            values.Add($"'--listen' and '--status-listen' are both '{options.Listen.Text}'. Choose another port for one of them.");
        }

        if (options.PageUserHeader is not null && options.TrustedProxies.Count == 0)
        {
            values.Add("'--page-user-header' needs '--trusted-proxies': anybody could send the header otherwise.");
        }

        return options;
    }

    private static SecretValue? Secret(Invocation invocation, Setting<string?> setting) =>
        SecretVariable.Read(invocation, setting.Variable!);

    private static SecretValue? FileOnly(Invocation invocation, Setting<string?> setting) =>
        SettingEnvironment.FileOf(setting.Variable!) is null ? null : Secret(invocation, setting);

    private static List<IPNetwork> Networks(IReadOnlyList<string> items)
    {
        var networks = new List<IPNetwork>();
        foreach (var item in items)
        {
            networks.Add(
                IPNetwork.TryParse(item, out var network) ? network
                : IPAddress.TryParse(item, out var address) ? new(address, address.GetAddressBytes().Length * 8)
                : throw new FormatException("a list of addresses or networks such as 10.0.0.7 or 10.0.0.0/8, with commas between"));
        }

        return networks;
    }
}
