using System.CommandLine;

namespace Goji.Tool.Settings;

/// <summary>How a pass goes about its work.</summary>
internal sealed class PassSettings
{
    private readonly Setting<int?> maxProcessing = new("--max-processing", "GOJI_MAX_PROCESSING", "number", "How many job files may be in processing/ at most. Default: no limit.", SettingText.NumberOrNone);
    private readonly Setting<int> parallelism = new("--parallelism", "GOJI_PARALLELISM", "number", "How many requests are sent to the cluster at once. Default: 32.", SettingText.Number);
    private readonly Setting<TimeSpan> pollInterval = new("--poll-interval", "GOJI_POLL_INTERVAL", "time", "The time between two looks at jobs that run. Default: 5s.", SettingText.Time);
    private readonly Setting<TimeSpan?> failStuckAfter = new(
        "--fail-stuck-after", "GOJI_FAIL_STUCK_AFTER", "time", "The time after which a Job whose pods cannot start is given up. Default: never.", SettingText.TimeOrNone);
    private readonly Setting<int> logLines = new("--log-lines", "GOJI_LOG_LINES", "number", "How many of the last log lines of a failed container are reported. Default: 20.", SettingText.Number);
    private readonly Setting<string?> buildUrl = new("--build-url", "GOJI_BUILD_URL", "address", "The address of the build that runs Goji, which its claims name.", SettingText.Text);

    public void AddTo(Command command)
    {
        command.Add(maxProcessing.Option);
        command.Add(parallelism.Option);
        command.Add(pollInterval.Option);
        command.Add(failStuckAfter.Option);
        command.Add(logLines.Option);
        command.Add(buildUrl.Option);
    }

    public void Apply(GojiOptions options, Invocation invocation)
    {
        options.MaxProcessing = invocation.Value(maxProcessing, options.MaxProcessing);
        options.Parallelism = invocation.Value(parallelism, options.Parallelism);
        options.PollInterval = invocation.Value(pollInterval, options.PollInterval);
        options.FailStuckAfter = invocation.Value(failStuckAfter, options.FailStuckAfter);
        options.LogLines = invocation.Value(logLines, options.LogLines);
        options.BuildUrl = invocation.Value(buildUrl, options.BuildUrl);
        if (options.Parallelism < 1 || options.PollInterval <= TimeSpan.Zero)
        {
            throw new GojiUsageException("'--parallelism' and '--poll-interval' must be more than 0.");
        }
    }
}
