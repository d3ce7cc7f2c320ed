namespace Goji;

/// <summary>How a manifest is taken into the queue.</summary>
public sealed class QueueOptions
{
    /// <summary>
    /// Gets or sets the path below <c>queued/</c>, or below <see cref="GojiOptions.QueueFolder"/>, such as <c>migrate.yaml</c>. Without an
    /// extension, it gets <c>.yaml</c>.
    /// </summary>
    /// <value>
    /// Default: the file name of the manifest. A manifest from a stream has none, and needs a name unless it is split. A Job of a CronJob
    /// gets the name, without the extension, as its own; without one, both are called <c>&lt;cronjob&gt;-manual-&lt;random&gt;</c>.
    /// </value>
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether each Job becomes a job file of its own, with the documents that it names. All are queued in
    /// one commit.
    /// </summary>
    /// <value>Default: <see langword="false"/>; all documents are one job file.</value>
    public bool Split { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the fields that the API server added to an exported Job are dropped. The log shows what is
    /// dropped.
    /// </summary>
    /// <value>Default: <see langword="false"/>; a Job that carries such fields is refused.</value>
    public bool Clean { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the phases and weights of hooks of Helm and Argo CD become the annotation
    /// <c>goji.run/after</c>. It implies
    /// <see cref="Split"/>, and leaves out the hooks of deletions, rollbacks, tests and failures.
    /// </summary>
    /// <value>Default: <see langword="false"/>; all Jobs start at once, with a warning.</value>
    public bool Hooks { get; set; }

    /// <summary>Gets or sets a value indicating whether no request is sent to the cluster what it would answer to the manifest.</summary>
    /// <value>Default: <see langword="false"/>; a cluster that cannot be reached is a warning.</value>
    public bool Offline { get; set; }

    internal QueueOptions Copy() => (QueueOptions)MemberwiseClone();
}
