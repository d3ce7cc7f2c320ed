namespace Goji;

/// <summary>The options of a check.</summary>
public sealed class CheckOptions
{
    /// <summary>Gets or sets a value indicating whether the check is offline: no request is sent to the cluster.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Offline { get; set; }

    /// <summary>
    /// Gets or sets the commit, such as <c>origin/main</c>. The queued manifests that were added or changed since its common ancestor with
    /// HEAD are checked too.
    /// </summary>
    /// <value>Default: null; the named manifests are checked.</value>
    public string? ChangedSince { get; set; }
}
