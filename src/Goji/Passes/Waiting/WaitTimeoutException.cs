using Goji.Model;

namespace Goji.Passes.Waiting;

/// <summary>The time to wait ended during a request.</summary>
internal sealed class WaitTimeoutException(string who, TimeSpan silence)
    : GojiUnavailableException($"{who} has not answered for {Duration.Text(silence)}, and the time to wait is over.")
{
    /// <summary>Whether the server had time enough to answer.</summary>
    public bool IsSilence { get; } = silence >= SlowServerNotice.Noticeable;
}
