using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Kubernetes.Api;
using Goji.Kubernetes.Jobs;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    private const int MaxListRestarts = 3;

    public async Task<ObservedJob> CreateJobAsync(
        string @namespace, byte[] job, DateTimeOffset trustedUntil, CancellationToken cancellationToken) =>
        JobJson.Read(
            await SendAsAllowedAsync(
                Creation(@namespace, job, "") with { SendUntil = trustedUntil }, JobCreation(@namespace), cancellationToken));

    public Task DryRunJobAsync(string @namespace, byte[] job, CancellationToken cancellationToken) =>
        SendAsAllowedAsync(Creation(@namespace, job, "&dryRun=All"), JobCreation(@namespace), cancellationToken);

    public async Task<ObservedJob?> FindJobAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        try
        {
            return JobJson.Read(await SendAsync(
                new(HttpMethod.Get, PathOf(@namespace, name), $"read Job '{@namespace}/{name}'") { Answer = "Job" }, cancellationToken));
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<ObservedJob>> ListJobsAsync(
        string @namespace, string labelSelector, CancellationToken cancellationToken)
    {
        for (var restart = 0; ; restart++)
        {
            try
            {
                return await ListPagesAsync(@namespace, labelSelector, cancellationToken);
            }
            catch (ClusterException exception) when (exception.Failure == ClusterFailure.Expired && restart < MaxListRestarts)
            {
                // The continue token outlived the server's history: only a list begun anew is a list of one moment.
            }
        }
    }

    public async Task DeleteJobAsync(ObservedJob job, CancellationToken cancellationToken)
    {
        // Without a propagation policy, batch/v1 would leave the pods behind.
        try
        {
            var request = new ApiRequest(HttpMethod.Delete, PathOf(job.Namespace, job.Name), $"delete Job '{job.Namespace}/{job.Name}'")
            {
                Body = DeleteOptions(new() { ["uid"] = job.Uid }),
                Answer = "Job",
                MayAnswerStatus = true,
            };
            await SendAsync(request, cancellationToken);
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.NotFound or ClusterFailure.Conflict)
        {
        }
    }

    public async Task<bool> TryDeleteJobAsync(ObservedJob job, CancellationToken cancellationToken)
    {
        var body = DeleteOptions(new() { ["uid"] = job.Uid, ["resourceVersion"] = job.Version });
        try
        {
            var request = new ApiRequest(HttpMethod.Delete, PathOf(job.Namespace, job.Name), $"delete Job '{job.Namespace}/{job.Name}'")
            {
                Body = body,
                Answer = "Job",
                MayAnswerStatus = true,
            };
            await api.SendAsync(request, cancellationToken);
            return true;
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
        {
            return true;
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.Conflict)
        {
            return false;
        }
    }

    public async Task SetTtlAsync(string @namespace, string name, string uid, int ttl, CancellationToken cancellationToken)
    {
        // A UID does not change: the server refuses the patch, as invalid, where the Job is another one.
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = uid },
            ["spec"] = new JsonObject { ["ttlSecondsAfterFinished"] = ttl },
        };
        var request = new ApiRequest(
            HttpMethod.Patch, PathOf(@namespace, name), $"set ttlSecondsAfterFinished of Job '{@namespace}/{name}'")
        {
            Body = Encoding.UTF8.GetBytes(patch.ToJsonString()),
            ContentType = "application/merge-patch+json",
            Answer = "Job",
        };
        try
        {
            var patched = JobJson.Read(await SendAsync(request, cancellationToken));
            if (patched.Ttl != ttl)
            {
                throw new ClusterException(
                    ClusterFailure.Invalid,
                    $"Could not {request.Purpose}: the cluster has set it to {Seconds(patched.Ttl)} in place of {Seconds(ttl)}, as a "
                        + $"policy may.");
            }
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
        {
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.Invalid)
        {
            if (await FindJobAsync(@namespace, name, cancellationToken) is { } job && job.Uid == uid)
            {
                throw;
            }
        }
    }

    private static string Seconds(int? ttl) => ttl is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s") : "none";

    private static ApiRequest Creation(string @namespace, byte[] job, string options) => new(
        HttpMethod.Post, $"{JobsOf(@namespace)}?fieldManager=goji&fieldValidation=Strict{options}",
        $"create the Job in namespace '{@namespace}'")
    {
        Body = job,
        Answer = "Job",
    };

    private static string JobsOf(string @namespace) => $"apis/batch/v1/namespaces/{Escape(@namespace)}/jobs";

    private static string PathOf(string @namespace, string name) => $"{JobsOf(@namespace)}/{Escape(name)}";

    private async Task<List<ObservedJob>> ListPagesAsync(string @namespace, string labelSelector, CancellationToken cancellationToken)
    {
        var jobs = new List<ObservedJob>();
        var awaited = 0;
        for (var next = (Task<Page>?)PageAsync(null, 0); next is not null; Volatile.Write(ref awaited, awaited + 1))
        {
            var page = await next;
            jobs.AddRange(page.Jobs);
            next = page.Next ?? (page.Continuation is { } continuation ? PageAsync(continuation, awaited + 1) : null);
        }

        return jobs;

        Task<Page> PageAsync(string? continuation, int number)
        {
            var path = $"{JobsOf(@namespace)}?limit={PageSize}&labelSelector={Escape(labelSelector)}"
                + (continuation is null ? "" : $"&continue={Escape(continuation)}");
            var request = new ApiRequest(HttpMethod.Get, path, $"list the Jobs of namespace '{@namespace}'") { IsReadOnce = true };
            return SendAsync(request, content => Read(content, number), cancellationToken);
        }

        Page Read(ReadOnlyMemory<byte> content, int number)
        {
            // While a page is read, the server makes the next one; not more than one, in case that what answers is no list.
            var continuation = JobJson.ContinuationOf(content.Span);
            var next = continuation is not null && number == Volatile.Read(ref awaited) ? PageAsync(continuation, number + 1) : null;
            return new(JobJson.ReadList(content.Span), continuation, next);
        }
    }

    /// <summary>A page of a list.</summary>
    /// <param name="Jobs">Its Jobs.</param>
    /// <param name="Continuation">The token of the next page; null after the last.</param>
    /// <param name="Next">The next page, if it is requested already.</param>
    private sealed record Page(List<ObservedJob> Jobs, string? Continuation, Task<Page>? Next);
}
