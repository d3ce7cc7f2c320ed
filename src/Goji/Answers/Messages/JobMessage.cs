using Goji.Ports.Answers;

namespace Goji.Answers.Messages;

/// <summary>A message about one job.</summary>
/// <param name="Answer">What is reported.</param>
/// <param name="Repository">The address of the jobs repository, without credentials.</param>
internal sealed record JobMessage(Answer Answer, string Repository)
{
    private const int MaxReason = 1000;

    /// <summary>The id, which a repeated message has too.</summary>
    public string Id => $"{Answer.RunId}-{Answer.Word}";

    /// <summary>The address with more about the job; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>The last log lines, oldest first.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    public string Title => Answer switch
    {
        { State: AnswerState.Running } => $"Job started: {Answer.File}",
        { State: AnswerState.Succeeded, FailuresBefore: > 0 and var failures } =>
            $"Job succeeded after {failures} failure{(failures == 1 ? "" : "s")}: {Answer.File}",
        { State: AnswerState.Succeeded } => $"Job succeeded: {Answer.File}",
        { State: AnswerState.Failed } => $"Job failed: {Answer.File}",
        _ => $"Job unknown: {Answer.File}",
    };

    public string Reason => AnswerText.OneLine(Answer.Reason, MaxReason);
}
