using System.Text;
using Goji.Manifests;
using Goji.Model;
using Goji.Policies;
using Goji.Ports;
using Goji.Ports.Owners;

namespace Goji.Checking;

/// <summary>Asks the API server what it would answer to manifests.</summary>
internal sealed class ServerCheck(ICluster runner, QueueLabels queue, JobPolicy? policy, List<CheckFinding> findings)
{
    // Any run id does: nothing is created.
    private const string RunId = "00000000000000000000000000";

    private readonly Dictionary<(string? Account, string Namespace), bool> mayCreate = [];

    public async Task RunAsync(CheckedFile file, Manifest manifest, CancellationToken cancellationToken)
    {
        if (policy?.RuleFor(file.JobPath)?.ObstacleIn(runner.Context) is { } obstacle)
        {
            Add(file, 0, CheckSeverity.Warning, CheckRules.Policy, $"The file is held: {obstacle}");
        }

        var account = policy?.AccountFor(file.JobPath);
        var cluster = runner.As(account);
        foreach (var other in manifest.Others)
        {
            var name = new ResourceName(other.ApiVersion, other.Kind, other.Namespace, other.Name);
            var body = Encoding.UTF8.GetBytes(other.Body.ToJsonString());
            await AskAsync(file, 0, () => cluster.DryRunResourceAsync(name, body, cancellationToken));
        }

        foreach (var job in manifest.Jobs)
        {
            // A Namespace that the file itself contains does not exist yet.
            if (!manifest.Others.Any(other => other.Kind == "Namespace" && other.Name == job.Namespace))
            {
                await RunAsync(cluster, account, file, job, cancellationToken);
            }
        }
    }

    private async Task RunAsync(ICluster cluster, string? account, CheckedFile file, ManifestJob job, CancellationToken cancellationToken)
    {
        if (!mayCreate.TryGetValue((account, job.Namespace), out var may))
        {
            mayCreate[(account, job.Namespace)] = may = await cluster.MayCreateJobsAsync(job.Namespace, cancellationToken);
        }

        if (!may)
        {
            Add(
                file,
                job.Line,
                CheckSeverity.Error,
                CheckRules.Rights,
                $"{(account is null ? "This user" : $"The account '{account}' of the policy")} may not create Jobs in the namespace "
                    + $"'{job.Namespace}' of the cluster.");
            return;
        }

        var name = job.Name ?? ManifestJob.FixedName(job.GenerateName!, RunId);
        var body = job.ToRequestBody(name, new JobMarks(RunId, RunId, file.JobPath, "") { Queue = queue });
        await AskAsync(file, job.Line, async () =>
        {
            if (await DryRunAsync(cluster, job.Namespace, name, body, cancellationToken) is { } warning)
            {
                Add(file, job.Line, CheckSeverity.Warning, CheckRules.JobExists, warning);
            }
        });
        await AskAsync(file, job.Line, () => MissingOwners.RefuseAsync(cluster, job.Namespace, job.Owners, cancellationToken));
    }

    /// <summary>The content of a Job is found to be right before its name is looked for.</summary>
    private static async Task<string?> DryRunAsync(
        ICluster cluster, string space, string name, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.DryRunJobAsync(space, body, cancellationToken);
            return null;
        }
        catch (ClusterException failure) when (failure.Failure == ClusterFailure.AlreadyExists)
        {
            return await cluster.FindJobAsync(space, name, cancellationToken) is { RunId: null }
                ? $"The cluster has a Job '{space}/{name}' that Goji did not start, so that the file is refused. Delete that Job, or "
                    + $"change metadata.name."
                : null;
        }
    }

    private async Task AskAsync(CheckedFile file, int line, Func<Task> question)
    {
        try
        {
            await question();
        }
        catch (ClusterException failure) when (failure.IsRefusal && failure.Failure != ClusterFailure.Conflict)
        {
            Add(
                file,
                line,
                failure.IsPassing ? CheckSeverity.Warning : CheckSeverity.Error,
                failure.Failure == ClusterFailure.Forbidden ? CheckRules.Rights : CheckRules.ApiServer,
                failure.Message);
        }
    }

    private void Add(CheckedFile file, int line, CheckSeverity severity, string rule, string text) =>
        findings.Add(new(file.Path, line, 0, severity, rule, text));
}
