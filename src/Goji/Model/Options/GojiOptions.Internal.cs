using Goji.Model;

namespace Goji;

/// <content>What no setting names.</content>
public sealed partial class GojiOptions
{
    /// <summary>
    /// Gets or sets the age from which a claim whose runner has not started its Jobs is taken over, and half of which a runner itself
    /// trusts its claim.
    /// </summary>
    /// <value>Default: 60 seconds.</value>
    internal TimeSpan ClaimTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets or sets how many files one commit claims. While their Jobs are created other runners claim theirs, no claim grows old in a long
    /// line, and one pass holds no more manifests than these, however long the queue.
    /// </summary>
    /// <value>Default: 1,000.</value>
    internal int ClaimBatch { get; set; } = 1000;

    /// <summary>The number of log lines of a failed container that are read.</summary>
    internal int ReportedLogLines => Logs == LogMode.Nothing ? 0 : LogLines;

    /// <summary>Gets or sets how long the API server is waited for.</summary>
    internal ApiTimeouts Patience { get; set; } = new();

    /// <summary>A copy that later changes to this object do not reach.</summary>
    internal GojiOptions Copy()
    {
        var copy = (GojiOptions)MemberwiseClone();
        copy.AllowedNamespaces = [.. AllowedNamespaces];
        copy.AllowedKinds = [.. AllowedKinds];
        copy.CommitTrailers = [.. CommitTrailers];
        copy.WaitFor = [.. WaitFor];
        copy.GroupLimits = [.. GroupLimits];
        copy.NamespaceLimits = [.. NamespaceLimits];
        copy.Notifications = [.. Notifications];
        return copy;
    }
}
