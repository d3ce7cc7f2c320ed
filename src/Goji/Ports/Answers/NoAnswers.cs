using Goji.Records;

namespace Goji.Ports.Answers;

/// <summary>Reports nothing.</summary>
internal sealed class NoAnswers : IAnswers
{
    public static NoAnswers Instance { get; } = new();

    public bool AreWanted => false;

    public void Post(IReadOnlyList<Answer> answers)
    {
    }

    public OpenAnswer Noted(OpenAnswer entry) => entry;

    public bool IsOpen(OpenAnswer entry) => true;

    public bool IsWorthCommit(OpenAnswer before, OpenAnswer after) => false;

    public bool HasHeld(string commit) => false;

    public Task EndPassAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
