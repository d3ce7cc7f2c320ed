using Cake.Core.IO;

namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>Gets or sets the namespaces that Jobs may be created in.</summary>
    /// <value>Default: empty, which allows every namespace.</value>
    public IEnumerable<string>? AllowedNamespaces { get; set; }

    /// <summary>Gets or sets the kinds beside <c>Job</c> and <c>ConfigMap</c> that a job file may hold, such as <c>Secret</c>.</summary>
    /// <value>Default: empty; a file that holds anything but Jobs and ConfigMaps is refused.</value>
    public IEnumerable<string>? AllowedKinds { get; set; }

    /// <summary>Gets or sets the policy file: what the job files of each path may do. A file that no rule matches is refused.</summary>
    /// <value>Default: none.</value>
    public FilePath? PolicyFile { get; set; }

    /// <summary>Gets or sets what happens to a queued file whose path is taken by a finished one.</summary>
    /// <value>Default: <see cref="DuplicatePolicy.Hold"/>.</value>
    public DuplicatePolicy? Duplicates { get; set; }

    /// <summary>
    /// Gets or sets the folder below <c>queued/</c> that <c>GojiQueue</c> puts manifests into, such as <c>team-a</c> or
    /// <c>team-a/nightly</c>. A pass observes all of them.
    /// </summary>
    /// <value>Default: none, which puts them into <c>queued/</c> itself.</value>
    public string? QueueFolder { get; set; }

    /// <summary>Gets or sets how many job files may be in <c>processing/</c> at most; the rest stays queued, later paths first.</summary>
    /// <value>Default: no limit.</value>
    public int? MaxProcessing { get; set; }

    /// <summary>
    /// Gets or sets how many job files of a group, the annotation <c>goji.run/group</c>, may be in <c>processing/</c>, each as
    /// <c>group=number</c>.
    /// </summary>
    /// <value>Default: empty; each group may have one.</value>
    public IEnumerable<string>? GroupLimits { get; set; }

    /// <summary>
    /// Gets or sets how many job files with a Job in a namespace may be in <c>processing/</c>, each as <c>namespace=number</c>.
    /// </summary>
    /// <value>Default: empty, which sets no limit.</value>
    public IEnumerable<string>? NamespaceLimits { get; set; }

    /// <summary>
    /// Gets or sets the LocalQueue of Kueue that Jobs wait in whose manifest names none (the label <c>kueue.x-k8s.io/queue-name</c>).
    /// </summary>
    /// <value>Default: none; only Jobs that have the label wait in a queue.</value>
    public string? LocalQueue { get; set; }

    /// <summary>Gets or sets the WorkloadPriorityClass of Kueue for Jobs that wait in a queue and whose manifest names none.</summary>
    /// <value>Default: none.</value>
    public string? WorkloadPriorityClass { get; set; }

    /// <summary>Gets or sets how many requests are sent to the cluster at once.</summary>
    /// <value>Default: 32.</value>
    public int? Parallelism { get; set; }

    /// <summary>
    /// Gets or sets how long <c>GojiProcess</c> waits for the jobs in <c>processing/</c> to finish. In a terminal, they are shown
    /// meanwhile.
    /// </summary>
    /// <value>Default: one look, no waiting.</value>
    public TimeSpan? Wait { get; set; }

    /// <summary>
    /// Gets or sets the jobs that are waited for, by their paths below the state folder, such as <c>migrate.yaml</c> or
    /// <c>team-a/migrate.yaml</c>.
    /// </summary>
    /// <value>Default: empty, which waits for every job that is queued or processing when the pass begins.</value>
    public IEnumerable<string>? WaitFor { get; set; }

    /// <summary>
    /// Gets or sets what <c>GojiProcess</c> does about the jobs that it waits for when the build is aborted, by Ctrl-C or SIGTERM.
    /// </summary>
    /// <value>Default: <see cref="WaitEndAction.Leave"/>.</value>
    public WaitEndAction? OnAbort { get; set; }

    /// <summary>
    /// Gets or sets what <c>GojiProcess</c> does about the jobs that it waits for when the time to <see cref="Wait"/> is over.
    /// </summary>
    /// <value>Default: <see cref="WaitEndAction.Leave"/>.</value>
    public WaitEndAction? OnTimeout { get; set; }

    /// <summary>Gets or sets why <c>GojiCancel</c> cancels jobs, in a few words. The run record and the commit show it.</summary>
    /// <value>Default: none; who cancelled is recorded in any case.</value>
    public string? CancelReason { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether <c>GojiCancel</c> only requests the cancel in the repository. The next pass of any runner
    /// carries it out; no cluster is needed.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? RequestOnly { get; set; }

    /// <summary>
    /// Gets or sets the time after which a Job whose pods cannot start (a wrong image, a missing Secret, no node to run on) is given up: it
    /// is deleted, and its file moves to <c>failed/</c>.
    /// </summary>
    /// <value>Default: none; it is reported only.</value>
    public TimeSpan? FailStuckAfter { get; set; }

    /// <summary>
    /// Gets or sets the longest time between two polls while waiting. With the right to watch Jobs, the end of a Job is noticed
    /// immediately.
    /// </summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan? PollInterval { get; set; }

    /// <summary>Gets or sets how many of the last log lines of a failed container are reported.</summary>
    /// <value>Default: 20. 0 reads no logs.</value>
    public int? LogLines { get; set; }

    /// <summary>
    /// Gets or sets which logs of Jobs are shown. <see cref="LogMode.Follow"/> shows every line of the awaited Jobs as it arrives, and
    /// needs a <see cref="Wait"/>.
    /// </summary>
    /// <value>Default: <see cref="LogMode.Failed"/>: the last lines of failed ones.</value>
    public LogMode? Logs { get; set; }

    /// <summary>Gets or sets how many lines of each followed Job are shown.</summary>
    /// <value>Default: 10,000.</value>
    public int? LogLimit { get; set; }

    /// <summary>
    /// Gets or sets the folder for the complete logs of the Jobs that <c>GojiProcess</c> follows to their end: a file for each run of
    /// each container, and an index as JSON.
    /// </summary>
    /// <value>Default: null; no logs are kept.</value>
    public DirectoryPath? LogFolder { get; set; }
}
