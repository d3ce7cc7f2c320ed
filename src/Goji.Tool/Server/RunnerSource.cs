using Goji.Logs;
using Goji.Model;
using Goji.Notifications;
using Goji.Passes.Deciding;

namespace Goji.Tool.Server;

/// <summary>
/// Makes the runner of each pass, with the credentials as their files have them now: tokens expire and are replaced while the server runs.
/// </summary>
internal sealed class RunnerSource(
    GojiOptions options, ServerOptions server, ServerLog log, ClusterConnection? cluster, Secrets secrets) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SocketsHttpHandler handler = new();
    private GitHubAppTokens? tokens;
    private readonly UnannotatedContents unmarked = new();
    private readonly NotificationQueue notifications = new(handler: null, log, TimeProvider.System, patience: TimeSpan.Zero);
    private JobLogs? logs;

    /// <summary>Renews credentials that end soon. Without them, no pass can begin.</summary>
    /// <exception cref="GojiException">They cannot be renewed.</exception>
    public Task RenewAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            tokens ??= server.App is { } app ? new(app, handler, secrets, TimeProvider.System) : null;
            return tokens?.RenewAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }

    public GojiRunner Current()
    {
        lock (gate)
        {
            options.Username = tokens?.Token is not null ? GitHubAppTokens.UserName
                : server.GitUsername is { } username ? username.Newest
                : options.Username;
            options.Password = tokens?.Token ?? (server.GitPassword is { } password ? password.Newest : options.Password);
            options.StatusToken = server.StatusToken is { } token ? token.Newest : options.StatusToken;
            logs ??= new GojiRunner(options, log, cluster) { Secrets = secrets }.NewLogs();
            return new(options, log, cluster) { Secrets = secrets, Logs = logs, Unmarked = unmarked, Notifications = notifications };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await notifications.DisposeAsync();
        if (logs is not null)
        {
            await logs.DisposeAsync();
        }
    }
}
