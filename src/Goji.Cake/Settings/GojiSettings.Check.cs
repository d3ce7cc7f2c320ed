namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>
    /// Gets or sets a value indicating whether <c>GojiCheck</c>, <c>GojiQueue</c> and <c>GojiQueueCronJob</c> ask no cluster.
    /// </summary>
    /// <value>Default: <see langword="false"/>. A cluster that cannot be reached fails a check, and is a warning where a manifest is
    /// queued.</value>
    public bool? Offline { get; set; }

    /// <summary>
    /// Gets or sets the commit, such as <c>origin/main</c>: <c>GojiCheck</c> also checks the manifests below <c>queued/</c> that were added
    /// or changed since the branch left it.
    /// </summary>
    /// <value>Default: none.</value>
    public string? ChangedSince { get; set; }
}
