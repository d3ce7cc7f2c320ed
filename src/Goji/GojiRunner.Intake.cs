using System.Text.Json.Nodes;
using Goji.Checking;
using Goji.Manifests;
using Goji.Model;
using Goji.Ports;
using Goji.Queueing;
using Goji.Queueing.Intake;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>Queues a Job of a CronJob's template, as <c>kubectl create job --from=cronjob/…</c> makes it, without the owner.</summary>
    /// <param name="cronJob">The file of the CronJob (<c>.yaml</c>, <c>.yml</c> or <c>.json</c>), or <c>&lt;namespace&gt;/&lt;name&gt;</c>
    /// of one in the cluster.</param>
    /// <param name="queue">How the Job is taken; null for a generated name.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued job.</returns>
    /// <exception cref="ManifestException">The file is not YAML or JSON, or the Job would be refused.</exception>
    /// <exception cref="GojiUsageException">There is no such file or CronJob, or the repository has a job of that path already.</exception>
    /// <exception cref="GojiException">The cluster or the push failed.</exception>
    public async Task<JobReport> QueueCronJobAsync(
        string cronJob, QueueOptions? queue = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(cronJob);
        queue = queue?.Copy() ?? new();
        var body = EntryName.IsJobFile(cronJob) || File.Exists(cronJob)
            ? CronJobIn(await ManifestFile.ReadAsync(cronJob, name: null, folder: null, cancellationToken))
            : await FindCronJobAsync(cronJob, cancellationToken);
        return (
            await QueueAsync(
                CronJobTemplate.Write(body, $"CronJob '{cronJob}'", queue.Name, options.QueueFolder), queue, cancellationToken))[0];
    }

    /// <summary>Queues a Job of the template of a CronJob from a stream, such as standard input.</summary>
    /// <param name="cronJob">The manifest of the CronJob, which is read to its end.</param>
    /// <param name="queue">How the Job is taken; null for a generated name.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued job.</returns>
    /// <exception cref="ManifestException">The manifest is not YAML or JSON, or the Job would be refused.</exception>
    /// <exception cref="GojiUsageException">It holds no CronJob, or the repository has a job of that path already.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<JobReport> QueueCronJobAsync(
        Stream cronJob, QueueOptions? queue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        queue = queue?.Copy() ?? new();
        var body = CronJobIn(await ManifestFile.ReadAsync(cronJob, name: null, folder: null, cancellationToken));
        return (await QueueAsync(CronJobTemplate.Write(body, "the CronJob", queue.Name, options.QueueFolder), queue, cancellationToken))[0];
    }

    private JsonObject CronJobIn(ManifestFile file) => CronJobTemplate.Find(
        file,
        others => log.Write(
            GojiLogLevel.Warning,
            "{0} also holds {1}. Only a Job of the CronJob is queued: apply the rest by other means.",
            file.Shown,
            string.Join(", ", others)));

    private async Task<JsonObject> FindCronJobAsync(string cronJob, CancellationToken cancellationToken)
    {
        using var cluster = OpenCluster(options.Patience);
        var parts = cronJob.Split('/');
        if (parts.Length > 2 || parts.Any(part => !KubernetesNames.IsSubdomain(part)))
        {
            throw new GojiUsageException(
                $"'{cronJob}' names no CronJob. Write the path of its file, which ends in .yaml, .yml or .json, or '<namespace>/<name>' of "
                    + $"one in the cluster.");
        }

        var name = new ResourceName("batch/v1", "CronJob", parts.Length == 2 ? parts[0] : cluster.DefaultNamespace, parts[^1]);
        var found = await cluster.FindResourceAsync(name, cancellationToken);
        return found?.Body ?? throw new GojiUsageException(
            $"The cluster '{cluster.Address}' has no {name}. "
            + $"List those that it has with: kubectl get cronjobs --namespace {name.Namespace}");
    }

    private async Task<IReadOnlyList<JobReport>> QueueAsync(ManifestFile manifest, QueueOptions queue, CancellationToken cancellationToken)
    {
        var files = new ManifestIntake(queue, log).Take(manifest);
        var jobs = files.SelectMany(file => Read(file, Rules()).Jobs).ToList();
        foreach (var warning in HookWarnings.Of(manifest.Shown, jobs, queue.Hooks))
        {
            log.Write(GojiLogLevel.Warning, "{0}", warning);
        }

        if (!queue.Offline)
        {
            await AskClusterAsync(files, cancellationToken);
        }

        var added = await ChangeAsync(new Queuer(files, options.Duplicates).Compose, cancellationToken);
        foreach (var file in files)
        {
            log.Write(
                GojiLogLevel.Information,
                !added.Any(one => one.Name == file.Name) ? "queued/{0} is there already, with this content."
                    : options.DryRun ? "{1} would be queued (dry run)." : "{1} -> queued",
                file.Name,
                file.Shown);
        }

        return [.. files.Select(file => new JobReport { File = file.Name, Before = JobState.Queued, After = JobState.Queued })];
    }

    private static Manifest Read(ManifestFile file, ManifestRules rules)
    {
        try
        {
            return ManifestReader.Read(file.Name, file.Content, rules);
        }
        catch (ManifestException refusal) when (HelmAdvice.For(file) is { } advice)
        {
            throw new ManifestException(
                refusal.File,
                [.. refusal.Findings, new(0, 0, 0, advice)],
                refusal.Findings.Any(finding => finding.Document > 1),
                refusal.InnerException);
        }
    }

    /// <summary>Asks the cluster what it would answer to manifests, where it can be reached.</summary>
    /// <exception cref="ManifestException">The cluster would refuse a manifest.</exception>
    private async Task AskClusterAsync(IReadOnlyList<ManifestFile> files, CancellationToken cancellationToken)
    {
        var findings = new List<CheckFinding>();
        string address;
        try
        {
            using var cluster = OpenCluster(Impatience);
            address = cluster.Address;
            await cluster.IdentifyAsync(cancellationToken);
            var rules = Rules() with { DefaultNamespace = cluster.DefaultNamespace };
            var check = new ServerCheck(cluster, rules.Queue, rules.Policy, findings);
            foreach (var file in files)
            {
                await check.RunAsync(new(file.Name, file.Name, file.Content), Read(file, rules), cancellationToken);
            }
        }
        catch (GojiException failure) when (failure is not ManifestException)
        {
            log.Write(
                GojiLogLevel.Warning, "The manifest is queued without asking a cluster: {0} {1} asks none.", failure.Message,
                SettingNames.Of("Offline"));
            return;
        }

        // Whoever queues need not have the rights of the runner.
        foreach (var finding in findings.Where(finding => finding.Severity == CheckSeverity.Warning || finding.Rule == CheckRules.Rights))
        {
            log.Write(GojiLogLevel.Warning, "{0}: {1}", finding.File, finding.Text);
        }

        if (findings.Where(finding => finding.Severity == CheckSeverity.Error && finding.Rule != CheckRules.Rights)
            .ToList() is [var first, ..] errors)
        {
            throw new ManifestException(
                first.File,
                [
                    .. errors.Where(error => error.File == first.File).Select(
                        error => new ManifestFinding(0, error.Line, error.Column, error.Text)),
                    new(0, 0, 0, $"The cluster '{address}' was asked. To queue the file without asking, set {SettingNames.Of("Offline")}."),
                ],
                severalDocuments: false);
        }
    }

    /// <summary>The rules for job files of a pass with these options and this cluster.</summary>
    private ManifestRules Rules() => new(DefaultNamespace(), [.. options.AllowedNamespaces], [.. options.AllowedKinds])
    {
        Policy = Policy(),
        RefusesCancel = true,
        Queue = new(options.LocalQueue, options.WorkloadPriorityClass),
    };

    /// <summary>
    /// The namespace of Jobs whose manifest names none; null if only the cluster's configuration names it and there is none here.
    /// </summary>
    private string? DefaultNamespace()
    {
        if (options.Namespace is not null || options.AllowedNamespaces.Count == 0)
        {
            return options.Namespace;
        }

        try
        {
            using var transport = connection.Open();
            return transport.Namespace ?? "default";
        }
        catch (GojiUsageException exception)
        {
            log.Write(
                GojiLogLevel.Verbose,
                "Resources without a namespace are not checked against the allowed namespaces: {0}",
                exception.Message);
            return null;
        }
    }
}
