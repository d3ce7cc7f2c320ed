using System.Text.Json;

namespace Goji.Chaos;

/// <summary>The result of a runner that was not killed: the last line of its process, as JSON.</summary>
internal sealed record RunnerOutcome(int Passes, int Pushes, int Commits, string? Failure)
{
    public static RunnerOutcome Parse(string text) => JsonSerializer.Deserialize<RunnerOutcome>(text)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
