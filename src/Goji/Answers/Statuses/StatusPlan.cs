using System.Security.Cryptography;
using System.Text;
using Goji.Ports.Answers;

namespace Goji.Answers.Statuses;

/// <summary>Decides which statuses report some answers: one for each job file, or one for a commit that queued many.</summary>
internal static class StatusPlan
{
    /// <summary>The number of job files of one commit that have statuses of their own.</summary>
    public const int MaxPerCommit = 20;

    private const string Name = "goji";

    /// <param name="answers">The answers.</param>
    /// <param name="link">The address with more about a job, or about all of them for null; null for none.</param>
    public static IReadOnlyList<CommitStatus> Of(IReadOnlyList<Answer> answers, Func<string?, string?> link) =>
    [
        .. answers.GroupBy(answer => answer.Commit, StringComparer.Ordinal).SelectMany(commit =>
            commit.DistinctBy(answer => answer.File).Count() > MaxPerCommit
                ? [Summary(commit.Key, [.. commit], link)]
                : commit.Select(answer => Single(answer, link))),
    ];

    private static CommitStatus Single(Answer answer, Func<string?, string?> link) => new(
        answer.Commit,
        ContextOf(answer.File),
        answer.State,
        AnswerText.OneLine(Describe(answer), CommitStatus.MaxDescription))
    {
        Link = link(answer.File),
        Covers = [answer],
    };

    private static CommitStatus Summary(string commit, IReadOnlyList<Answer> answers, Func<string?, string?> link)
    {
        var counts = answers.CountBy(answer => answer.State).ToDictionary();
        var state = counts.ContainsKey(AnswerState.Failed) ? AnswerState.Failed
            : counts.ContainsKey(AnswerState.Running) ? AnswerState.Running
            : counts.ContainsKey(AnswerState.Held) ? AnswerState.Held
            : counts.ContainsKey(AnswerState.Unknown) ? AnswerState.Unknown
            : AnswerState.Succeeded;
        var parts = new[] { AnswerState.Failed, AnswerState.Unknown, AnswerState.Held, AnswerState.Running, AnswerState.Succeeded }
            .Where(counts.ContainsKey).Select(one => $"{counts[one]} {Word(one)}");
        return new(
            commit, Name, state, AnswerText.OneLine($"{answers.Count} jobs: {string.Join(", ", parts)}", CommitStatus.MaxDescription))
        {
            Link = link(null),
            Covers = answers,
        };
    }

    private static string Describe(Answer answer) => answer.State switch
    {
        AnswerState.Held => answer.Reason.Length > 0 ? $"queued: {answer.Reason}" : "queued",
        AnswerState.Running => "running",
        AnswerState.Succeeded => answer.Reason,
        _ => answer.Reason.Length > 0 ? answer.Reason : Word(answer.State),
    };

    private static string Word(AnswerState state) => state switch
    {
        AnswerState.Held => "queued",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>Of a path that is too long the end stays, with a hash in place of the rest.</summary>
    private static string ContextOf(string file)
    {
        var context = $"{Name}/{file}";
        if (context.Length <= CommitStatus.MaxContext)
        {
            return context;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8];
        return $"{Name}/{hash}...{file[^200..]}";
    }
}
