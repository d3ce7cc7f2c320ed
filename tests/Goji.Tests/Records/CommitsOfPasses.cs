using Goji.Testing;

namespace Goji.Tests.Records;

/// <summary>The form that every commit of Goji has. Each test with a real repository checks it at its end.</summary>
internal static class CommitsOfPasses
{
    private const int MaxSubject = 72;

    /// <summary>The events of jobs that a subject may name. A commit that no pass makes has no trailers.</summary>
    private static readonly string[] OfCommands = ["queued", "requeued", "pruned", "cancel requested"];

    private static readonly string[] OfPasses =
    [
        "claimed", "claim renewed", "dropped", "started", "returned to the queue", "succeeded", "failed", "unknown", "closed", "reported",
        "moved to succeeded/", "moved to failed/", "moved to unknown/", "jobs changed",
    ];

    /// <summary>Checks the commits that Goji made on a branch.</summary>
    /// <param name="origin">The repository.</param>
    /// <param name="committer">The name under which Goji commits.</param>
    public static void AssertWellFormed(BareOrigin origin, string committer)
    {
        var log = origin.Git("log", "--format=%cn%x1f%B%x1e", origin.Branch);
        foreach (var commit in log.Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Trim().Split('\x1f')))
        {
            if (commit is [var name, var message] && name == committer)
            {
                AssertWellFormed(message.Trim());
            }
        }
    }

    private static void AssertWellFormed(string message)
    {
        var paragraphs = message.Split("\n\n");
        var subject = paragraphs[0];
        Assert.True(subject.Length <= MaxSubject && !subject.Contains('\n', StringComparison.Ordinal), $"The subject is too long: {subject}");
        Assert.True(OfCommands.Concat(OfPasses).Any(happened => subject.Contains($" {happened}", StringComparison.Ordinal)), $"The subject names no event: {subject}");
        Assert.True(
            !OfPasses.Any(happened => subject.Contains($" {happened}", StringComparison.Ordinal)) || paragraphs[^1].Contains("Goji-Pass: ", StringComparison.Ordinal),
            $"The trailer Goji-Pass is missing: {message}");
        Assert.True(
            !paragraphs[^1].Contains("Goji-Pass: ", StringComparison.Ordinal) || subject.Contains("dropped", StringComparison.Ordinal)
                || paragraphs[^1].StartsWith("Goji-Run: ", StringComparison.Ordinal),
            $"The trailer Goji-Run is missing: {message}");
    }
}
