namespace Goji.Ports.Answers;

/// <summary>Reports nothing.</summary>
internal sealed class NoAnswers : IAnswers
{
    public static NoAnswers Instance { get; } = new();

    public bool AreWanted => false;

    public void Post(IReadOnlyList<Answer> answers)
    {
    }

    public string? ReportedOf(string file, string runId) => null;

    public bool HasHeld(string commit) => false;

    public Task EndPassAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
