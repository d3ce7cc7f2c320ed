namespace Goji.Logs;

/// <summary>Shows the lines of followed Jobs in the log.</summary>
internal sealed class OutputLog(IGojiLog log) : IProgress<JobOutputLine>
{
    public void Report(JobOutputLine value) => log.Write(GojiLogLevel.Information, "{0}", value.ToString());
}
