using Goji.Passes.Publishing;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>What the parts of one pass share.</summary>
internal sealed record PassContext(GojiOptions Options, IJobRepository Repository, IGojiLog Log, TimeProvider Time, IPassProbe Probe)
{
    /// <summary>Who makes this pass's claims.</summary>
    public string Runner { get; } = RunnerName.New(Options.BuildUrl);

    /// <summary>Told how a waiting pass stands.</summary>
    public IProgress<GojiProgress>? Progress { get; init; }

    public Publisher Publisher { get; } = new(Repository, Log, Time, Probe);

    public Tally Tally { get; } = new(Log);
}
