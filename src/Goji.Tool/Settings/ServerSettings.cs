using System.CommandLine;
using System.Net;
using Goji.Settings.Values;
using Goji.Tool.Server;
using Goji.Tool.Server.Listening;

namespace Goji.Tool.Settings;

/// <summary>How the server listens, and whom it believes. Secrets have no options: everybody on the machine can read the arguments of a process.</summary>
internal sealed class ServerSettings
{
    private readonly ServerOptions defaults = new();
    private readonly Setting<ListenAddress> listen = new(
        "--listen", "GOJI_LISTEN", "address", "The address that webhooks are delivered to. Default: http://*:8080.", ListenAddress.Parse);
    private readonly Setting<ListenAddress> statusListen = new(
        "--status-listen", "GOJI_STATUS_LISTEN", "address", "The address of the page, the metrics and health. Default: http://*:8081.", ListenAddress.Parse);
    private readonly Setting<IReadOnlyList<IPNetwork>> trustedProxies = new(
        "--trusted-proxies", "GOJI_TRUSTED_PROXIES", "networks", "The proxies whose forwarded headers are believed, as addresses or networks such as 10.0.0.0/8. Default: none.", Networks, ArgumentArity.OneOrMore);
    private readonly Setting<TimeSpan> interval = new("--interval", "GOJI_INTERVAL", "time", "The time between two passes when nobody pushes. Default: 5m.", SettingText.Time);
    private readonly Setting<int> maxBody = new("--max-body", "GOJI_MAX_BODY", "bytes", "The most bytes that a delivery may have. Default: 26214400, GitHub's own maximum.", SettingText.Number);
    private readonly Setting<bool> allowSha1 = new("--allow-sha1", "GOJI_ALLOW_SHA1", null, "Believe deliveries that are signed with SHA-1 alone.", SettingText.Switch, ArgumentArity.ZeroOrOne);
    private readonly Setting<LogFormat> logFormat = new(
        "--log-format", "GOJI_LOG_FORMAT", string.Join('|', SettingText.NamesOf<LogFormat>()), "The form of the log on standard output. Default: json.", SettingText.OneOf<LogFormat>);

    public ServerSettings() => logFormat.Option.CompletionSources.Add([.. SettingText.NamesOf<LogFormat>()]);

    /// <summary>The webhooks whose deliveries are signed, with the variables of their secrets.</summary>
    private static IReadOnlyDictionary<string, string> SigningVariables { get; } = new Dictionary<string, string>
    {
        ["github"] = "GITHUB_WEBHOOK_SECRET",
        ["gitea"] = "GITEA_WEBHOOK_SECRET",
        ["bitbucket"] = "BITBUCKET_WEBHOOK_SECRET",
    };

    public void AddTo(Command command)
    {
        command.Add(listen.Option);
        command.Add(statusListen.Option);
        command.Add(trustedProxies.Option);
        command.Add(interval.Option);
        command.Add(maxBody.Option);
        command.Add(allowSha1.Option);
        command.Add(logFormat.Option);
    }

    public ServerOptions Read(Invocation invocation)
    {
        var options = new ServerOptions
        {
            Listen = invocation.Value(listen, defaults.Listen),
            StatusListen = invocation.Value(statusListen, defaults.StatusListen),
            TrustedProxies = invocation.Value(trustedProxies, defaults.TrustedProxies),
            Interval = invocation.Value(interval, defaults.Interval),
            MaxBody = invocation.Value(maxBody, defaults.MaxBody),
            AllowSha1 = invocation.Value(allowSha1, defaults.AllowSha1),
            LogFormat = invocation.Value(logFormat, defaults.LogFormat),
            SigningSecrets = SigningVariables
                .Select(item => (Source: item.Key, Secret: SecretVariable.Read(invocation, item.Value)))
                .Where(item => item.Secret is not null)
                .ToDictionary(item => item.Source, item => item.Secret!),
            GitUsername = FileOnly(invocation, "GIT_USERNAME"),
            GitPassword = FileOnly(invocation, "GIT_PASSWORD"),
            GitLabToken = SecretVariable.Read(invocation, "GITLAB_WEBHOOK_TOKEN"),
            AzurePassword = SecretVariable.Read(invocation, "AZURE_WEBHOOK_PASSWORD"),
            GenericToken = SecretVariable.Read(invocation, "GOJI_WEBHOOK_TOKEN"),
        };
        if (options.Interval <= TimeSpan.Zero || options.MaxBody == 0)
        {
            throw new GojiUsageException("'--interval' and '--max-body' must be more than 0.");
        }

        return options.Listen.Collides(options.StatusListen)
            ? throw new GojiUsageException($"'--listen' and '--status-listen' are both '{options.Listen.Text}'. Choose another port for one of them.")
            : options;
    }

    private static SecretValue? FileOnly(Invocation invocation, string name) => SettingEnvironment.FileOf(name) is null ? null : SecretVariable.Read(invocation, name);

    private static List<IPNetwork> Networks(string text)
    {
        var networks = new List<IPNetwork>();
        foreach (var item in SettingText.List(text))
        {
            networks.Add(
                IPNetwork.TryParse(item, out var network) ? network
                : IPAddress.TryParse(item, out var address) ? new(address, address.GetAddressBytes().Length * 8)
                : throw new FormatException("a list of addresses or networks such as 10.0.0.7 or 10.0.0.0/8, with commas between"));
        }

        return networks;
    }
}
