using System.Diagnostics.CodeAnalysis;
using Goji.Model;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Healing;

/// <summary>Whether a job that is queued now would be started: the newest pass succeeded, and the cluster responds.</summary>
internal sealed partial class ServerCondition(
    RunnerSource runners, ServerState state, Secrets secrets, TimeProvider time, ILogger<ServerCondition> logger)
{
    private const string Silent = "The cluster does not answer.";

    // Probes, scrapes and visitors come as often as they like: within this time all get the same answer.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();

    // One runner, which keeps its connection to the cluster from one check to the next.
    private readonly Lazy<GojiRunner> runner = new(runners.Current);
    private Task<string> answer = Task.FromResult("");
    private long? asked;

    /// <summary>Why jobs would not be started, without details, since anybody may ask; empty where they would.</summary>
    public async Task<string> ProblemAsync() => state.Problem is { Length: > 0 } problem ? problem : await ClusterProblemAsync();

    private Task<string> ClusterProblemAsync()
    {
        lock (gate)
        {
            if (answer.IsCompleted && (asked is null || time.GetElapsedTime(asked.Value) > Freshness))
            {
                asked = time.GetTimestamp();
                answer = AskAsync(before: answer);
            }

            return answer;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is the answer.")]
    private async Task<string> AskAsync(Task<string> before)
    {
        try
        {
            await Task.Run(() => runner.Value.CheckClusterAsync(CancellationToken.None));
            return "";
        }
        catch (Exception failure)
        {
            if ((await before).Length == 0)
            {
                ClusterSilent(secrets.Clean(failure.Message));
            }

            return Silent;
        }
    }

    [LoggerMessage(24, LogLevel.Warning, "Jobs cannot be started: {Reason}")]
    private partial void ClusterSilent(string reason);
}
