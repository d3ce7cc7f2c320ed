using Goji.Settings;
using Goji.Tool.Server;
using Goji.Tool.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Commands;

internal sealed partial class ServerCommand() : GojiCommand(
    "server",
    "Run a pass when somebody pushes: receive the webhooks of GitHub, GitLab and other senders, until stopped.",
    SettingTakers.Server)
{
    protected override void Check(GojiOptions options, Invocation invocation)
    {
        if (options.Repository is null && !Directory.Exists(Path.Combine(options.Directory, ".git")))
        {
            invocation.Values.Add($"There is no clone in '{options.Directory}', and no repository to clone. Set '--repository' or the environment variable 'GIT_REPOSITORY'.");
        }

        ServerSettings.Read(invocation);
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        UnknownVariables.Refuse();
        var settings = ServerSettings.Read(invocation);
        using var sandbox = SandboxConnection.For(options, invocation.Values, invocation.Log);
        await using var app = GojiServer.Build(options, settings, sandbox?.Connection, invocation.Verbosity, invocation.Terminal.Secrets);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            throw new GojiUsageException(
                $"The server cannot listen on '{settings.Listen.Text}' and '{settings.StatusListen.Text}': {failure.Message} Choose other addresses with --listen and --status-listen.", failure);
        }

        // Kestrel has bound them in this order.
        Listening(app.Logger, app.Urls.First(), app.Urls.Last());
        if (settings is { PageToken: null, PageUserHeader: null })
        {
            PageIsOpen(app.Logger, app.Urls.Last());
        }

        if (!settings.TakesDeliveries)
        {
            NoWebhookConfigured(app.Logger, settings.Interval);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    [LoggerMessage(30, LogLevel.Information, "Listening on {Webhooks} for webhooks, and on {Status} for the page, the metrics and health.")]
    private static partial void Listening(ILogger logger, string webhooks, string status);

    [LoggerMessage(31, LogLevel.Warning, "No webhook has a secret, so a pass runs every {Interval} and not when somebody pushes. Set GITHUB_WEBHOOK_SECRET, GITEA_WEBHOOK_SECRET, BITBUCKET_WEBHOOK_SECRET, GITLAB_WEBHOOK_TOKEN, AZURE_WEBHOOK_PASSWORD or GOJI_WEBHOOK_TOKEN.")]
    private static partial void NoWebhookConfigured(ILogger logger, TimeSpan interval);

    [LoggerMessage(32, LogLevel.Warning, "The page at {Address} has no login: whoever reaches it reads the names, the manifests and the reasons of all jobs. Set GOJI_PAGE_TOKEN, or put a proxy with a login in front (--page-user-header).")]
    private static partial void PageIsOpen(ILogger logger, string address);
}
