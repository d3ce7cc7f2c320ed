namespace Goji.Ports.Answers;

/// <summary>Reports the state of jobs outside of the repository. Nothing that it does fails a pass.</summary>
internal interface IAnswers
{
    /// <summary>Whether anything is reported at all.</summary>
    bool AreWanted { get; }

    /// <summary>Takes everything that is to be reported now, in place of what was posted before. Returns at once.</summary>
    void Post(IReadOnlyList<Answer> answers);

    /// <summary>The status that this process has reported last, or given up; null for none.</summary>
    string? ReportedOf(string file, string runId);

    /// <summary>Whether files of a commit are still queued, as far as they were posted.</summary>
    bool HasHeld(string commit);

    /// <summary>Waits until everything is reported or cannot be reported for now, but no longer than a pass may wait for it.</summary>
    Task EndPassAsync(CancellationToken cancellationToken);
}
