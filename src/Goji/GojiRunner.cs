using Goji.Git;
using Goji.Git.Initializing;
using Goji.Kubernetes;
using Goji.Logs;
using Goji.Model;
using Goji.Notifications;
using Goji.Passes;
using Goji.Passes.Deciding;
using Goji.Passes.Publishing;
using Goji.Passes.Waiting;
using Goji.Policies;
using Goji.Ports.Notifications;
using Goji.Settings;

namespace Goji;

/// <summary>
/// Works on one jobs repository and one cluster. Every operation opens the clone, does its work, pushes it, and closes the clone.
/// </summary>
/// <example>
/// A console program that runs one pass:
/// <code>
/// var runner = new GojiRunner(options, new ConsoleLog(), connection);
/// GojiReport report = await runner.ProcessAsync();
/// return report.Failed.Any() || report.Unknown.Any() ? 1 : 0;
/// </code>
/// </example>
public sealed partial class GojiRunner
{
    private readonly GojiOptions options;
    private readonly IGojiLog log;
    private readonly ClusterConnection connection;
    private readonly TimeProvider time;

    /// <summary>Initializes a new instance of the <see cref="GojiRunner"/> class.</summary>
    /// <param name="options">What to work on and how. They are copied: later changes have no effect on this runner.</param>
    /// <param name="log">Receives the log lines.</param>
    /// <param name="cluster">How the cluster is reached. Default: by <see cref="GojiOptions.Kubeconfig"/> and
    /// <see cref="GojiOptions.Context"/>.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="GojiUsageException">Options are out of range. The message names all of them.</exception>
    public GojiRunner(GojiOptions options, IGojiLog log, ClusterConnection? cluster = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        SettingProblems.ThrowIfAny(options);
        this.options = options.Copy();
        this.log = log;
        this.time = time ?? TimeProvider.System;
        connection = cluster ?? ClusterConnection.FromKubeconfig(options.Kubeconfig, options.Context);
    }

    /// <summary>
    /// Receives the lines that followed Jobs write, from several streams at once: see <see cref="GojiOptions.Logs"/>. When null, they are
    /// logged instead.
    /// </summary>
    public IProgress<JobOutputLine>? Output { get; init; }

    /// <summary>The secrets that are masked in what Jobs write and report: the credentials for git and for the cluster.</summary>
    internal Secrets Secrets { get; init; } = new();

    /// <summary>Follows Jobs that are about to end from one pass to the next; null where passes do not follow one another.</summary>
    internal JobLogs? Logs { get; init; }

    /// <summary>What a server keeps from pass to pass, so that a long queue is read once.</summary>
    internal UnannotatedContents Unmarked { get; init; } = new();

    /// <summary>
    /// Sends what is reported outside of the repository, for several passes. When null, each pass sends by itself and waits for a bounded
    /// time.
    /// </summary>
    internal NotificationQueue? Notifications { get; init; }

    /// <summary>Sends the requests that report jobs outside of the repository; null for the network.</summary>
    internal HttpMessageHandler? NotificationHandler { get; init; }

    /// <summary>Receives each step of a pass.</summary>
    internal IPassProbe Probe { get; init; } = NoProbe.Instance;

    /// <summary>Clones the jobs repository, or scaffolds one. Where there is a clone already, nothing is changed.</summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="GojiUsageException">The folder holds something else, or the settings do not fit.</exception>
    /// <exception cref="GojiException">The remote cannot be reached or refuses.</exception>
    public async Task<InitReport> InitAsync(CancellationToken cancellationToken = default) => options.DryRun
        ? new JobRepositoryInitializer(Git(), log, time).Preview()
        : await new JobRepositoryInitializer(Git(), log, time).InitializeAsync(cancellationToken);

    /// <summary>Runs one pass, or with <see cref="GojiOptions.Wait"/> follows the jobs to their verdicts.</summary>
    /// <param name="cancellationToken">Ends the pass; what was started by then is still recorded.</param>
    /// <returns>What was found and done. A failed job is a result, not an exception.</returns>
    /// <exception cref="GojiUsageException">The settings or the repository are invalid.</exception>
    /// <exception cref="GojiException">Git or the cluster failed. Everything pushed so far is kept; the next pass continues from
    /// there.</exception>
    public Task<GojiReport> ProcessAsync(CancellationToken cancellationToken = default) => ProcessAsync(null, cancellationToken);

    /// <summary>Runs one pass, or with <see cref="GojiOptions.Wait"/> follows the jobs to their verdicts, and reports progress.</summary>
    /// <param name="progress">Receives a progress report after each poll. When null, changes are logged instead.
    /// <see cref="Reporting.LiveDisplay"/> shows it in a terminal.</param>
    /// <param name="cancellationToken">Ends the pass; what was started by then is still recorded.</param>
    /// <returns>What was found and done. A failed job is a result, not an exception.</returns>
    /// <exception cref="GojiUsageException">The settings or the repository are invalid.</exception>
    /// <exception cref="GojiException">Git or the cluster failed. Everything pushed so far is kept; the next pass continues from
    /// there.</exception>
    public async Task<GojiReport> ProcessAsync(IProgress<GojiProgress>? progress, CancellationToken cancellationToken = default)
    {
        return await Telemetry.PassAsync(async () =>
        {
            using var repository = await OpenOrCloneAsync(cancellationToken);
            if (options.DryRun)
            {
                await using var preview = NewPass(repository, wait: null, cancellationToken, progress);
                return await preview.PreviewAsync(dryRun: true);
            }

            var route = NotificationRoute.Of(options, repository.Address, repository.AccessTo, Secrets, log, time);
            await using var notifications = new PassNotifications(route, Notifications, () => NewNotificationQueue(repository));
            await using var pass = NewPass(repository, options.Wait, cancellationToken, progress, notifications.Port);
            var report = await pass.RunAsync();
            Logs?.Forget(report.Processing.SelectMany(job => job.Jobs).Select(job => job.Uid).ToHashSet());
            return report;
        });
    }

    /// <summary>Returns the state of the queued and processing jobs. Changes nothing.</summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The jobs with the state that the next pass would give them.</returns>
    /// <exception cref="GojiUsageException">The settings or the repository are invalid.</exception>
    /// <exception cref="GojiException">Git or the cluster failed.</exception>
    public async Task<GojiReport> StatusAsync(CancellationToken cancellationToken = default)
    {
        using var repository = await OpenAsync(cancellationToken);
        await using var pass = NewPass(repository, wait: null, cancellationToken);
        return await pass.PreviewAsync(dryRun: false);
    }

    private PassSession NewPass(
        LibGit2JobRepository repository,
        TimeSpan? wait,
        CancellationToken cancellationToken,
        IProgress<GojiProgress>? progress = null,
        INotifier? notifications = null,
        IReadOnlySet<string>? only = null) => new(
        new PassContext(options, RunnerName.New(BuildUrl()), repository, log, time, Probe)
        {
            Progress = progress,
            Output = Output,
            Policy = Policy(),
            Only = only,
            Logs = Logs,
            Unmarked = Unmarked,
            Secrets = Secrets,
            Notifier = notifications ?? NoNotifier.Instance,
        },
        () => OpenCluster(options.Patience),
        wait,
        cancellationToken);

    private NotificationQueue NewNotificationQueue(LibGit2JobRepository repository) => new(
        NotificationHandler, log, time, NotificationQueue.PassPatience, new(Path.Combine(repository.WorkFolder, "notifications.json")));

    private Publisher NewPublisher(LibGit2JobRepository repository) =>
        new(repository, new PassDeadline(wait: null, time, CancellationToken.None), log, time, Probe);

    // It is read for each pass, so that a changed file holds from the next one on.
    private JobPolicy? Policy() => options.PolicyFile is { Length: > 0 } file ? PolicyFile.Read(file, options.Directory) : null;

    private string? BuildUrl() => options.BuildUrl is { } url ? RemoteAddress.WithoutCredentials(url) : null;

    private KubernetesCluster OpenCluster(ApiTimeouts? patience)
    {
        Secrets.Add(options.Password);
        return new(connection.Open(Secrets), options.Namespace, log, time, patience);
    }

    private Task<LibGit2JobRepository> OpenAsync(CancellationToken cancellationToken) =>
        LibGit2JobRepository.OpenAsync(Git(), log, time, cancellationToken);

    /// <summary>Opens the repository for a change, in a clone of its own where there is none.</summary>
    private async Task<LibGit2JobRepository> OpenOrCloneAsync(CancellationToken cancellationToken)
    {
        if (!options.DryRun)
        {
            await OwnClone.PrepareAsync(Git() with { Sparse = options.Sparse ?? true }, log, time, cancellationToken);
        }

        return await OpenAsync(cancellationToken);
    }

    private GitSettings Git() => new(
        Path.GetFullPath(options.Directory),
        options.Repository,
        options.Branch,
        options.Username,
        options.Password,
        options.CommitterName,
        options.CommitterEmail,
        options.SkipCi)
    {
        Sparse = options.Sparse ?? false,
        SigningKey = options.SigningKey,
        CommitPrefix = options.CommitPrefix ?? "",
        CommitTrailers = [.. options.CommitTrailers],
    };
}
