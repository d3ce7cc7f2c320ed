using Goji.Answers;
using Goji.Logs;
using Goji.Model;
using Goji.Passes.Deciding;

namespace Goji.Tool.Server;

/// <summary>
/// Makes the runner of each pass, with the credentials as their files have them now: tokens expire and are replaced while the server runs.
/// </summary>
internal sealed class RunnerSource(
    GojiOptions options, ServerOptions server, ServerLog log, ClusterConnection? cluster, Secrets secrets) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly UnmarkedContents unmarked = new();
    private readonly AnswerQueue answers = new(handler: null, log, TimeProvider.System, patience: TimeSpan.Zero);
    private JobLogs? logs;

    public GojiRunner Current()
    {
        lock (gate)
        {
            options.Username = server.GitUsername is { } username ? username.Newest : options.Username;
            options.Password = server.GitPassword is { } password ? password.Newest : options.Password;
            options.StatusToken = server.StatusToken is { } token ? token.Newest : options.StatusToken;
            logs ??= new GojiRunner(options, log, cluster) { Secrets = secrets }.NewLogs();
            return new(options, log, cluster) { Secrets = secrets, Logs = logs, Unmarked = unmarked, Answers = answers };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await answers.DisposeAsync();
        if (logs is not null)
        {
            await logs.DisposeAsync();
        }
    }
}
