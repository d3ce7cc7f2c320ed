using Goji.Model;

namespace Goji.Logs;

/// <summary>What becomes of the lines that are read.</summary>
/// <param name="Sink">Shows and keeps them.</param>
/// <param name="TailLines">How many of the last lines of each container are kept for the report.</param>
/// <param name="Secrets">Texts that are masked in every line.</param>
internal sealed record LogSettings(ILogSink Sink, int TailLines, Secrets Secrets)
{
    /// <summary>Which lines of which containers are read; all of them by default.</summary>
    public LogSelection Selection { get; init; } = LogSelection.Everything;

    /// <summary>
    /// How long the last lines of a Job are waited for before its verdict is announced. It begins again while lines come, up to six times.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);
}
