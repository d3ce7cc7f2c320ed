namespace Goji;

/// <summary>What Goji works on and how.</summary>
public sealed partial class GojiOptions
{
    /// <summary>Gets or sets the folder of the clone of the jobs repository.</summary>
    /// <value>Default: <c>./jobs</c>.</value>
    public string Directory { get; set; } = "./jobs";

    /// <summary>
    /// Gets or sets the address to clone the jobs repository from: a path, <c>file://</c>, <c>https://</c>, <c>ssh://</c> or
    /// <c>git@host:path</c>.
    /// </summary>
    /// <value>Default: none, which scaffolds a new repository in <see cref="Directory"/>.</value>
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch that jobs are queued on and moves are pushed to.</summary>
    /// <value>Default: the branch that the remote's HEAD names, else <c>master</c>.</value>
    public string? Branch { get; set; }

    /// <summary>Gets or sets the user name for https remotes.</summary>
    /// <value>Default: none; with a <see cref="Password"/> alone, <c>git</c>, which hosts that take tokens accept.</value>
    public string? Username { get; set; }

    /// <summary>Gets or sets the password or access token for https remotes. It is never written to a log, a message or a file.</summary>
    public string? Password { get; set; }

    /// <summary>Gets or sets the name that commits are made under.</summary>
    /// <value>Default: <c>goji</c>.</value>
    public string CommitterName { get; set; } = "goji";

    /// <summary>Gets or sets the mail address that commits are made under.</summary>
    /// <value>Default: <c>goji@localhost</c>.</value>
    public string CommitterEmail { get; set; } = "goji@localhost";

    /// <summary>
    /// Gets or sets a value indicating whether commit messages carry <c>[skip ci]</c>, so that a CI system does not build them.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SkipCi { get; set; }

    /// <summary>
    /// Gets or sets the key that commits are signed with: the file of an ssh private key, or the id of an OpenPGP key. <c>ssh-keygen</c> or
    /// <c>gpg</c> signs.
    /// </summary>
    /// <value>Default: none: commits are not signed.</value>
    public string? SigningKey { get; set; }

    /// <summary>
    /// Gets or sets the text that is written before the subject of each commit, such as <c>OPS-7: </c>, for hosts with rules for messages.
    /// </summary>
    /// <value>Default: none.</value>
    public string? CommitPrefix { get; set; }

    /// <summary>
    /// Gets or sets the trailers that are added to each commit, such as <c>Signed-off-by: jobs-bot &lt;jobs-bot@example.com&gt;</c>.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<string> CommitTrailers { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>
    /// Gets or sets a value indicating whether the working copy of a new clone shows the queued and processing jobs alone, which saves
    /// writing the files of a large archive.
    /// </summary>
    /// <remarks>
    /// It is a sparse checkout in git's cone mode: <c>git sparse-checkout disable</c> brings the other files. A clone that is there already
    /// is left unchanged.
    /// </remarks>
    /// <value>
    /// Default: <see langword="null"/>: <see cref="GojiRunner.InitAsync"/> shows all files, and a clone that another method makes for
    /// itself is sparse.
    /// </value>
    public bool? Sparse { get; set; }

    /// <summary>Gets or sets the kubeconfig file.</summary>
    /// <value>Default: found as kubectl finds it: the files that <c>KUBECONFIG</c> lists, <c>~/.kube/config</c>, the service account of the
    /// pod.</value>
    public string? Kubeconfig { get; set; }

    /// <summary>Gets or sets the kubeconfig context.</summary>
    /// <value>Default: the kubeconfig's current context.</value>
    public string? Context { get; set; }

    /// <summary>Gets or sets the namespace of Jobs whose manifest names none.</summary>
    /// <value>Default: the context's namespace, else <c>default</c>.</value>
    public string? Namespace { get; set; }

    /// <summary>Gets or sets the namespaces that Jobs may be created in.</summary>
    /// <value>Default: empty, which allows every namespace.</value>
    public IList<string> AllowedNamespaces { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>
    /// Gets or sets the kinds beside <c>Job</c> and <c>ConfigMap</c> that a job file may hold, such as <c>Secret</c>. They are applied
    /// before the file's Jobs and go with them.
    /// </summary>
    /// <value>Default: empty; a file that holds anything but Jobs and ConfigMaps is refused.</value>
    public IList<string> AllowedKinds { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>Gets or sets the policy file: what the job files of each path may do. A file that no rule matches is refused.</summary>
    /// <remarks>
    /// <see cref="AllowedNamespaces"/> and <see cref="AllowedKinds"/> apply in addition: both must allow it. The file is read for each
    /// pass, and must not be in the clone.
    /// </remarks>
    /// <value>Default: none, which allows what the cluster allows to the runner.</value>
    public string? PolicyFile { get; set; }

    /// <summary>Gets or sets what happens to a queued file whose path is taken by a finished one.</summary>
    /// <value>Default: <see cref="DuplicatePolicy.Hold"/>.</value>
    public DuplicatePolicy Duplicates { get; set; } = DuplicatePolicy.Hold;

    /// <summary>
    /// Gets or sets the folder below <c>queued/</c> that queued manifests are put into, such as <c>team-a</c> or <c>team-a/nightly</c>. A
    /// pass observes all of them.
    /// </summary>
    /// <value>Default: none, which puts them into <c>queued/</c> itself.</value>
    public string? QueueFolder { get; set; }

    /// <summary>Gets or sets how many job files may be in <c>processing/</c> at most; the rest stays queued, later paths first.</summary>
    /// <value>Default: none, which sets no limit.</value>
    public int? MaxProcessing { get; set; }

    /// <summary>
    /// Gets or sets how many job files of a group, the annotation <c>goji.run/group</c>, may be in <c>processing/</c>, each as
    /// <c>group=number</c>.
    /// </summary>
    /// <value>Default: empty; each group may have one.</value>
    public IList<string> GroupLimits { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>
    /// Gets or sets how many job files with a Job in a namespace may be in <c>processing/</c>, each as <c>namespace=number</c>.
    /// </summary>
    /// <value>Default: empty, which sets no limit.</value>
    public IList<string> NamespaceLimits { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>
    /// Gets or sets the LocalQueue of Kueue that Jobs wait in whose manifest names none (the label <c>kueue.x-k8s.io/queue-name</c>).
    /// </summary>
    /// <remarks>On a cluster without Kueue, the files are held.</remarks>
    /// <value>Default: none; only Jobs that have the label wait in a queue.</value>
    public string? LocalQueue { get; set; }

    /// <summary>
    /// Gets or sets the WorkloadPriorityClass of Kueue for Jobs that wait in a queue and whose manifest names none (the label
    /// <c>kueue.x-k8s.io/priority-class</c>).
    /// </summary>
    /// <value>Default: none.</value>
    public string? WorkloadPriorityClass { get; set; }

    /// <summary>Gets or sets how many requests are sent to the cluster at once.</summary>
    /// <value>Default: 32.</value>
    public int Parallelism { get; set; } = 32;

    /// <summary>Gets or sets how long a pass waits for the jobs in <c>processing/</c> to finish.</summary>
    /// <value>Default: none; a pass does not wait.</value>
    /// <remarks>What the pass has found out in the last moment is still pushed: that takes at most 5 seconds more.</remarks>
    public TimeSpan? Wait { get; set; }

    /// <summary>Gets or sets the jobs that are waited for, by their paths below the state folder.</summary>
    /// <value>Default: empty, which waits for every job that is queued or processing when the pass begins.</value>
    public IList<string> WaitFor { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>Gets or sets what a waiting pass does about the jobs that it waits for when it is stopped, by Ctrl-C or SIGTERM.</summary>
    /// <value>Default: <see cref="WaitEndAction.Leave"/>.</value>
    public WaitEndAction OnAbort { get; set; } = WaitEndAction.Leave;

    /// <summary>
    /// Gets or sets what a waiting pass does about the jobs that it waits for when the time to <see cref="Wait"/> is over.
    /// </summary>
    /// <value>Default: <see cref="WaitEndAction.Leave"/>.</value>
    public WaitEndAction OnTimeout { get; set; } = WaitEndAction.Leave;

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
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets a value indicating whether a pass only reports what it would do, and changes nothing.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DryRun { get; set; }

    /// <summary>Gets or sets how many of the last log lines of a failed container are reported.</summary>
    /// <value>Default: 20. 0 reads no logs.</value>
    public int LogLines { get; set; } = 20;

    /// <summary>Gets or sets which logs of Jobs are shown. <see cref="LogMode.Follow"/> needs a time to <see cref="Wait"/>.</summary>
    /// <value>Default: <see cref="LogMode.Failed"/>.</value>
    public LogMode Logs { get; set; } = LogMode.Failed;

    /// <summary>
    /// Gets or sets how many lines of each followed Job are shown. The number of the others is reported when the Job ends.
    /// </summary>
    /// <value>Default: 10,000.</value>
    public int LogLimit { get; set; } = 10_000;

    /// <summary>
    /// Gets or sets the folder for the whole logs of the Jobs that a pass has seen through to their end: a file for each run of each
    /// container, written as the lines come, and an index as JSON.
    /// </summary>
    /// <value>Default: null; no logs are kept.</value>
    public string? LogFolder { get; set; }

    /// <summary>Gets or sets the address of the build that runs Goji, which its claims name.</summary>
    /// <value>Default: none.</value>
    public string? BuildUrl { get; set; }

    /// <summary>
    /// Gets or sets whether the commits that queued job files get statuses on their Git host: pending, success, failure, error.
    /// </summary>
    /// <value>Default: <see cref="CommitStatusMode.Off"/>.</value>
    public CommitStatusMode CommitStatus { get; set; } = CommitStatusMode.Off;

    /// <summary>Gets or sets the kind of the Git host.</summary>
    /// <value>Default: none; it is derived from the remote's address.</value>
    public GitHostKind? StatusHost { get; set; }

    /// <summary>Gets or sets the address of the Git host's API, such as <c>https://github.example.com/api/v3</c>.</summary>
    /// <value>Default: none; it is derived from the remote's address.</value>
    public string? StatusApi { get; set; }

    /// <summary>Gets or sets the token that the Git host's API takes. It is never written to a log, a message or a file.</summary>
    /// <value>Default: none; <see cref="Password"/> is sent, if the API belongs to the remote's host.</value>
    public string? StatusToken { get; set; }

    /// <summary>Gets or sets the receivers of messages about jobs: Slack, Microsoft Teams or any HTTP endpoint.</summary>
    /// <value>Default: empty.</value>
    public IList<NotificationTarget> Notifications { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>Gets or sets the public address of the server's page, which statuses and messages link to.</summary>
    /// <value>Default: none; they link to <see cref="BuildUrl"/>.</value>
    public string? PageUrl { get; set; }
}
