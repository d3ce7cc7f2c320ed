using Goji.Reporting;

namespace Goji.Tool.Output;

/// <summary>Writes the lines of followed Jobs to the error stream, among the lines of the pass.</summary>
internal sealed class NarratedLines(Terminal terminal) : IProgress<JobOutputLine>
{
    public void Report(JobOutputLine value) => terminal.WriteNarration(LogText.Disarm(value.ToString()), value.HasMore);
}
