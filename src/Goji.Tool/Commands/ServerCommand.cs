using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Tool.Server;
using Goji.Tool.Server.Repositories;
using Goji.Tool.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Commands;

internal sealed partial class ServerCommand() : GojiCommand(
    "server",
    "Run a pass when somebody pushes: receive the webhooks of GitHub, GitLab and other senders, until stopped.",
    SettingScope.Server)
{
    protected override void Check(GojiOptions options, Invocation invocation)
    {
        var server = ServerSettings.Read(invocation);
        if (invocation.Values.IsSet(SettingTable.Repositories))
        {
            if (invocation.Values.IsSet(SettingTable.Repository))
            {
                invocation.Values.Add(
                    "'repositories' of the configuration file and '--repository' (GIT_REPOSITORY) exclude each other. Put the repository "
                        + "into the list.");
            }

            RepositoryList.Read(invocation.Values, server, invocation.Terminal.Secrets);
        }
        else if (options.Repository is null && !Directory.Exists(Path.Combine(options.Directory, ".git")))
        {
            invocation.Values.Add(
                $"There is no clone in '{options.Directory}', and no repository to clone. Set '--repository' or the environment variable "
                    + $"'GIT_REPOSITORY'.");
        }
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        if (new UnknownVariables(Environment.GetEnvironmentVariables().Keys.Cast<string>()).Problem is { } unknown)
        {
            throw new GojiUsageException(unknown);
        }

        var settings = ServerSettings.Read(invocation);
        var secrets = invocation.Terminal.Secrets;
        using var sandbox = SandboxConnection.For(options, invocation.Values, invocation.Log);
        var isList = invocation.Values.IsSet(SettingTable.Repositories);
        var repositories = isList
            ? RepositoryList.Read(invocation.Values, settings, secrets)
            : [new RepositoryDefinition("", options, settings, "")];
        await using var app = GojiServer.Build(
            settings, repositories, isList ? ReadAgain : null, sandbox?.Connection, invocation.Verbosity, secrets);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            throw new GojiUsageException(
                $"The server cannot listen on '{settings.Listen.Text}' and '{settings.StatusListen.Text}': {failure.Message} Choose other "
                    + $"addresses with --listen and --status-listen.",
                failure);
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

        IReadOnlyList<RepositoryDefinition> ReadAgain()
        {
            var values = invocation.Values.Again();
            var list = RepositoryList.Read(values, settings, secrets);
            values.ThrowIfWrong();
            return list;
        }
    }

    [LoggerMessage(30, LogLevel.Information, "Listening on {Webhooks} for webhooks, and on {Status} for the page, the metrics and health.")]
    private static partial void Listening(ILogger logger, string webhooks, string status);

    [LoggerMessage(
        31,
        LogLevel.Warning,
        "No webhook has a secret, so a pass runs every {Interval} and not when somebody pushes. Set GITHUB_WEBHOOK_SECRET, "
            + "GITEA_WEBHOOK_SECRET, BITBUCKET_WEBHOOK_SECRET, GITLAB_WEBHOOK_TOKEN, AZURE_WEBHOOK_PASSWORD or GOJI_WEBHOOK_TOKEN.")]
    private static partial void NoWebhookConfigured(ILogger logger, TimeSpan interval);

    [LoggerMessage(
        32,
        LogLevel.Warning,
        "The page at {Address} has no login: anybody who reaches it can read the names, manifests and reasons of all jobs. Set "
            + "GOJI_PAGE_TOKEN, or put a proxy with a login in front (--page-user-header).")]
    private static partial void PageIsOpen(ILogger logger, string address);
}
