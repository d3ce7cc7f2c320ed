using Goji.Model;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server;

/// <summary>Logs who has started, requeued, cancelled or had refused what, and where, with a field for each.</summary>
internal sealed partial class AuditLog
{
    /// <summary>The category of its lines.</summary>
    public const string Category = "Goji.Audit";

    private readonly ILogger logger;
    private readonly Secrets secrets;

    public AuditLog(ILoggerFactory loggers, Secrets secrets)
    {
        logger = loggers.CreateLogger(Category);
        this.secrets = secrets;
    }

    /// <summary>Writes the line for an event of the library.</summary>
    /// <returns>Whether it was such an event, with its arguments.</returns>
    public bool TryWrite(GojiEvent id, object[] arguments)
    {
        switch (id, arguments.Select(argument => secrets.Clean($"{argument}")).ToArray())
        {
            case (GojiEvent.JobStarted, [var file, var jobs, var cluster, var user, var commit, var author, var committer, var signer]):
                Started(file, jobs, cluster, user, commit, author, committer, signer);
                return true;

            case (GojiEvent.JobCancelled,
                [var space, var name, var file, var cluster, var reason, var commit, var author, var committer, var signer]):
                Cancelled(file, $"Job {space}/{name}", cluster, reason, commit, author, committer, signer);
                return true;

            case (GojiEvent.RequeueFound, [var file, var attempt, var before, var commit, var author, var committer, var signer]):
                Requeued(file, attempt, before, commit, author, committer, signer);
                return true;

            case (GojiEvent.JobRefused, [var file, var word, var reason, var commit, var author, var committer, var signer]):
                Refused(word, file, reason, commit, author, committer, signer);
                return true;

            default:
                return false;
        }
    }

    [LoggerMessage(
        60,
        LogLevel.Information,
        "Started {File}: {Jobs} at {Cluster} as {User}; commit {Commit} by {Author}, committed by {Committer}, signed by {Signer}.")]
    private partial void Started(
        string file, string jobs, string cluster, string user, string commit, string author, string committer, string signer);

    [LoggerMessage(
        61,
        LogLevel.Information,
        "Cancelled {File}: deleted {Jobs} at {Cluster} ({Reason}); commit {Commit} by {Author}, committed by {Committer}, signed by "
            + "{Signer}.")]
    private partial void Cancelled(
        string file, string jobs, string cluster, string reason, string commit, string author, string committer, string signer);

    [LoggerMessage(
        62,
        LogLevel.Information,
        "Requeued {File}: attempt {Attempt}, after one that is {Before}; commit {Commit} by {Author}, committed by {Committer}, signed by "
            + "{Signer}.")]
    private partial void Requeued(
        string file, string attempt, string before, string commit, string author, string committer, string signer);

    [LoggerMessage(
        63,
        LogLevel.Information,
        "{Word} {File}: {Reason} Commit {Commit} by {Author}, committed by {Committer}, signed by {Signer}.")]
    private partial void Refused(
        string word, string file, string reason, string commit, string author, string committer, string signer);
}
