using System.Text.Json;

namespace Goji.Chaos;

/// <summary>What a runner's process says when it has come to its end alive: its last line, as JSON.</summary>
internal sealed record RunnerOutcome(int Passes, int Pushes, int Commits, string? Failure)
{
    public static RunnerOutcome Parse(string text) => JsonSerializer.Deserialize<RunnerOutcome>(text)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
