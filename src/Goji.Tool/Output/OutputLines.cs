namespace Goji.Tool.Output;

/// <summary>
/// Writes the lines of a job's logs as the result: with the Job, the pod or the container in front where there are several.
/// </summary>
internal sealed class OutputLines(Terminal terminal) : IProgress<JobOutputLine>
{
    public void Report(JobOutputLine value) => terminal.WriteResult(
        value.Source.Length > value.File.Length ? $"{value.Source[(value.File.Length + 1)..]} │ {value.Text}" : value.Text,
        value.HasMore);
}
