using System.Text.Json;

namespace Goji.Chaos;

/// <summary>The order to the process of a runner: one argument, as JSON.</summary>
internal sealed record RunnerOrder(string Directory, string Kubeconfig)
{
    /// <summary>When the process kills itself; null if it does not.</summary>
    public Moment? Kill { get; init; }

    /// <summary>When the process stops itself, to be resumed by somebody else; null if it does not.</summary>
    public Moment? Stop { get; init; }

    public double ClaimSeconds { get; init; } = 60;

    /// <summary>How many passes it runs, one after another.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>A file that ends a run of many passes when it appears: the pass begun after that is the last.</summary>
    public string? LastCall { get; init; }

    public static RunnerOrder Parse(string text) => JsonSerializer.Deserialize<RunnerOrder>(text)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
