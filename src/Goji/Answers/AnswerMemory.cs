using Goji.Ports.Answers;

namespace Goji.Answers;

/// <summary>
/// What this process has reported. What others have reported is in the repository, as far as a commit has taken it along.
/// </summary>
/// <param name="channel">The channel that the reports go through.</param>
/// <param name="grace">How long a change is left to the runner that made it.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerMemory(string channel, TimeSpan grace, TimeProvider time)
{
    /// <summary>How often a changed reason of a held file is reported at most.</summary>
    private static readonly TimeSpan HoldPause = TimeSpan.FromMinutes(10);

    /// <summary>How long after a file was queued a process that knows of no earlier reports reports that the file is held.</summary>
    private static readonly TimeSpan RecentHold = TimeSpan.FromHours(1);

    /// <summary>How long after a verdict others report it where the repository does not show that it was reported.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromDays(1);

    private readonly Dictionary<(string File, string Run), (string Word, string Reason, DateTimeOffset At)> reported = [];
    private readonly HashSet<(string File, string Run)> known = [];
    private bool isFresh = true;

    /// <summary>Whether an answer is still to be reported by this process.</summary>
    public bool IsOpen(Answer answer) =>
        !reported.TryGetValue(KeyOf(answer), out var last) ? answer.Recorded.GetValueOrDefault(channel) != answer.Word
        : last.Word != answer.Word
            || (answer.State == AnswerState.Held && last.Reason != answer.Reason && time.GetUtcNow() - last.At >= HoldPause);

    /// <summary>Whether this process takes an answer on. One that it has taken on stays its own.</summary>
    public bool Takes(Answer answer)
    {
        var age = time.GetUtcNow() - (answer.Since ?? DateTimeOffset.MinValue);
        if (answer.State == AnswerState.Held && known.Add(KeyOf(answer)) && isFresh && age > RecentHold)
        {
            // An earlier pass has reported it: hosts take a limited number of statuses for one commit.
            Reported(answer);
        }

        if (answer.IsOwn || answer.State == AnswerState.Held)
        {
            known.Add(KeyOf(answer));
            return true;
        }

        if (answer.IsFinal && age > Overdue && answer.Recorded.GetValueOrDefault(channel) != answer.Word && !known.Contains(KeyOf(answer)))
        {
            // Whether somebody has reported it, nobody can know by now.
            Reported(answer);
            return false;
        }

        return known.Contains(KeyOf(answer)) || (age >= grace && known.Add(KeyOf(answer)));
    }

    public void Reported(Answer answer) => reported[KeyOf(answer)] = (answer.Word, answer.Reason, time.GetUtcNow());

    /// <summary>The word that was reported last of an attempt; null for none.</summary>
    public string? WordOf(string file, string run) => reported.TryGetValue((file, run), out var last) ? last.Word : null;

    /// <summary>What was reported, for a later process on this clone.</summary>
    public IReadOnlyList<ReportedAnswer> Entries =>
        [.. reported.Select(item =>
            new ReportedAnswer(channel, item.Key.File, item.Key.Run, item.Value.Word, item.Value.Reason, item.Value.At))];

    /// <summary>Takes over what an earlier process on this clone has reported.</summary>
    public void Restore(IReadOnlyList<ReportedAnswer> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Channel == channel))
        {
            reported[(entry.File, entry.Run)] = (entry.Word, entry.Reason, entry.At);
            known.Add((entry.File, entry.Run));
        }

        isFresh = false;
    }

    /// <summary>Forgets the answers that are listed no more.</summary>
    public void Keep(IEnumerable<Answer> answers)
    {
        isFresh = false;
        var keys = answers.Select(KeyOf).ToHashSet();
        known.RemoveWhere(key => !keys.Contains(key));
        foreach (var key in reported.Keys.Where(key => !keys.Contains(key)).ToList())
        {
            reported.Remove(key);
        }
    }

    private static (string File, string Run) KeyOf(Answer answer) => (answer.File, answer.RunId.Length > 0 ? answer.RunId : answer.Commit);
}
