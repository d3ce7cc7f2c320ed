namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>Gets or sets the namespaces that Jobs may be created in.</summary>
    /// <value>Default: empty, which allows every namespace.</value>
    public IEnumerable<string>? AllowedNamespaces { get; set; }

    /// <summary>Gets or sets the kinds beside <c>Job</c> that a job file may hold, such as <c>ConfigMap</c>.</summary>
    /// <value>Default: empty: a file that holds anything but Jobs is refused.</value>
    public IEnumerable<string>? AllowedKinds { get; set; }

    /// <summary>Gets or sets what happens to a queued file whose path is taken by a finished one.</summary>
    /// <value>Default: <see cref="DuplicatePolicy.Hold"/>.</value>
    public DuplicatePolicy? Duplicates { get; set; }

    /// <summary>Gets or sets how many job files may be in <c>processing/</c> at most; the rest stays queued, later paths first.</summary>
    /// <value>Default: no limit.</value>
    public int? MaxProcessing { get; set; }

    /// <summary>Gets or sets how many requests are sent to the cluster at once.</summary>
    /// <value>Default: 16.</value>
    public int? Parallelism { get; set; }

    /// <summary>Gets or sets how long <c>GojiProcess</c> waits for the jobs in <c>processing/</c> to finish.</summary>
    /// <value>Default: one look, no waiting.</value>
    public TimeSpan? Wait { get; set; }

    /// <summary>Gets or sets the time between two looks while waiting.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan? PollInterval { get; set; }

    /// <summary>Gets or sets how many of the last log lines of a failed container are reported.</summary>
    /// <value>Default: 20. 0 reads no logs.</value>
    public int? LogLines { get; set; }
}
