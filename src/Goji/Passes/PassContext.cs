using Goji.Logs;
using Goji.Model;
using Goji.Passes.Deciding;
using Goji.Policies;
using Goji.Ports;
using Goji.Ports.Notifications;

namespace Goji.Passes;

/// <summary>The ports and settings of one pass.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Runner">The name in this pass's claims, which no other pass has.</param>
/// <param name="Repository">The jobs repository.</param>
/// <param name="Log">The log.</param>
/// <param name="Time">The clock of this machine.</param>
/// <param name="Probe">Is called before and after each step.</param>
internal sealed record PassContext(
    GojiOptions Options, string Runner, IJobRepository Repository, IGojiLog Log, TimeProvider Time, IPassProbe Probe)
{
    /// <summary>What committers may do; null for no policy.</summary>
    public JobPolicy? Policy { get; init; }

    /// <summary>The contents of job files that an earlier pass has found to have no annotations of Goji's.</summary>
    public UnannotatedContents Unmarked { get; init; } = new();

    /// <summary>Reports the jobs outside of the repository.</summary>
    public INotifier Notifier { get; init; } = NoNotifier.Instance;

    /// <summary>The files that the pass is about; null for all.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>Whether a pass with a time to wait waits for a file.</summary>
    public bool IsWaitedFor(string path) => Only is not null || Options.WaitFor.Count == 0 || Options.WaitFor.Contains(path);

    /// <summary>Receives a progress report after each poll of a waiting pass. When null, changes are logged instead.</summary>
    public IProgress<GojiProgress>? Progress { get; init; }

    /// <summary>
    /// Follows Jobs that are about to end beyond this pass, where passes follow one another; null where a pass follows its Jobs itself.
    /// </summary>
    public JobLogs? Logs { get; init; }

    /// <summary>The secrets that are masked in what Jobs write and report.</summary>
    public Secrets Secrets { get; init; } = new();

    /// <summary>Receives the lines of followed Jobs. When null, they are logged instead.</summary>
    public IProgress<JobOutputLine>? Output { get; init; }
}
