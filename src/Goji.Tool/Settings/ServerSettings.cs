using System.CommandLine;
using Goji.Tool.Server;

namespace Goji.Tool.Settings;

/// <summary>How the server listens, and whom it believes. Secrets come from the environment alone: arguments are there for all to see in the list of processes.</summary>
internal sealed class ServerSettings
{
    private readonly ServerOptions defaults = new();
    private readonly Setting<string?> listen = new("--listen", "GOJI_LISTEN", "address", "The address to listen on. Default: http://*:8080.", SettingText.Text);
    private readonly Setting<TimeSpan> interval = new("--interval", "GOJI_INTERVAL", "time", "The time between two passes when nobody pushes. Default: 5m.", SettingText.Time);
    private readonly Setting<int> maxBody = new("--max-body", "GOJI_MAX_BODY", "bytes", "The most bytes that a delivery may have. Default: 26214400, GitHub's own maximum.", SettingText.Number);
    private readonly Setting<bool> allowSha1 = new("--allow-sha1", "GOJI_ALLOW_SHA1", null, "Believe deliveries that are signed with SHA-1 alone.", SettingText.Switch, ArgumentArity.ZeroOrOne);
    private readonly Setting<LogFormat> logFormat = new(
        "--log-format", "GOJI_LOG_FORMAT", string.Join('|', SettingText.NamesOf<LogFormat>()), "The form of the log on standard output. Default: json.", SettingText.OneOf<LogFormat>);

    public ServerSettings() => logFormat.Option.CompletionSources.Add([.. SettingText.NamesOf<LogFormat>()]);

    public void AddTo(Command command)
    {
        command.Add(listen.Option);
        command.Add(interval.Option);
        command.Add(maxBody.Option);
        command.Add(allowSha1.Option);
        command.Add(logFormat.Option);
    }

    public ServerOptions Read(Invocation invocation)
    {
        var options = new ServerOptions
        {
            Listen = invocation.Value(listen, defaults.Listen)!,
            Interval = invocation.Value(interval, defaults.Interval),
            MaxBody = invocation.Value(maxBody, defaults.MaxBody),
            AllowSha1 = invocation.Value(allowSha1, defaults.AllowSha1),
            LogFormat = invocation.Value(logFormat, defaults.LogFormat),
            GitHubSecret = Secret(invocation, "GITHUB_WEBHOOK_SECRET"),
            GitLabToken = Secret(invocation, "GITLAB_WEBHOOK_TOKEN"),
            GenericToken = Secret(invocation, "GOJI_WEBHOOK_TOKEN"),
        };
        if (options.Interval <= TimeSpan.Zero || options.MaxBody == 0)
        {
            throw new GojiUsageException("'--interval' and '--max-body' must be more than 0.");
        }

        if (!Uri.TryCreate(options.Listen.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
            || address.Scheme != Uri.UriSchemeHttp || address.PathAndQuery != "/")
        {
            throw new GojiUsageException($"The value '{options.Listen}' of '--listen' is not an address such as http://*:8080 or http://127.0.0.1:0. TLS is the business of the ingress in front.");
        }

        return options;
    }

    private static string? Secret(Invocation invocation, string name)
    {
        // Files that secrets are kept in often end with a line break, which nobody typed into the form of the webhook.
        var secret = invocation.Variable(name)?.TrimEnd('\r', '\n');
        invocation.Terminal.Secrets.Add(secret);
        return string.IsNullOrEmpty(secret) ? null : secret;
    }
}
