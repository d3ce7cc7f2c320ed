using System.Text.Json.Nodes;
using Goji.Passes.Observing;
using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Kubernetes;

/// <summary>
/// What Goji needs from a cluster. Tried on the sandbox, through real HTTP and a kubeconfig, and on a real cluster as well where the
/// environment variable <c>GOJI_TEST_KUBECONFIG</c> names one.
/// </summary>
public sealed class ClusterContract
{
    public static TheoryData<string> Clusters
    {
        get
        {
            var clusters = new TheoryData<string> { "sandbox" };
            if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("GOJI_TEST_KUBECONFIG")))
            {
                clusters.Add("GOJI_TEST_KUBECONFIG");
            }

            return clusters;
        }
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_cluster_has_an_identity_and_a_clock(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);

        var first = await contract.Cluster.IdentifyAsync(CancellationToken.None);
        var second = await contract.Cluster.IdentifyAsync(CancellationToken.None);

        Assert.NotNull(first.Uid);
        Assert.Equal(first.Uid, second.Uid);
        Assert.InRange(contract.Cluster.Now, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Proofs_of_a_cluster_are_its_keys_and_the_uids_of_namespaces(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);

        var proofs = await contract.Cluster.ReadProofsAsync([contract.Namespace, "goji-contract-nowhere"], CancellationToken.None);
        var again = await contract.Cluster.ReadProofsAsync([], CancellationToken.None);

        Assert.NotEmpty(proofs.Keys);
        Assert.Contains($"namespaces/{contract.Namespace}", proofs.Uids.Keys);
        Assert.DoesNotContain("namespaces/goji-contract-nowhere", proofs.Uids.Keys);
        Assert.Equal(proofs.Keys, again.Keys);
        Assert.True(proofs.ProveSameAs(again));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task The_right_to_create_jobs_can_be_checked(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);

        Assert.True(await contract.Cluster.MayCreateJobsAsync(contract.Namespace, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_job_keeps_its_labels_and_fields(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = contract.Job("kept");
        job["spec"]!["podReplacementPolicy"] = "Failed";

        var created = await contract.CreateAsync(job);

        Assert.Equal(("run-kept", "contract"), (created.RunId, created.RepositoryId));
        var stored = await contract.ReadAsync($"apis/batch/v1/namespaces/{contract.Namespace}/jobs/kept");
        Assert.Equal("Failed", stored["spec"]!["podReplacementPolicy"]!.GetValue<string>());
        Assert.Equal(created.Uid, stored["metadata"]!["uid"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_misspelt_field_is_refused_by_name(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = contract.Job("typo");
        job["spec"]!["paralellism"] = 2;

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => contract.CreateAsync(job));

        Assert.Equal(ClusterFailure.Invalid, refusal.Failure);
        Assert.Contains("unknown field \"spec.paralellism\"", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_missing_namespace_is_distinguished_from_other_failures(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = contract.Job("lost");
        job["metadata"]!["namespace"] = "goji-contract-nowhere";

        var refusal = await Assert.ThrowsAsync<ClusterException>(
            () => contract.CreateAsync("goji-contract-nowhere", job));

        Assert.Equal(ClusterFailure.NotFound, refusal.Failure);
        Assert.Contains("namespaces \"goji-contract-nowhere\" not found", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_name_can_be_used_once(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        await contract.CreateAsync(contract.Job("once"));

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => contract.CreateAsync(contract.Job("once")));

        Assert.Equal(ClusterFailure.AlreadyExists, refusal.Failure);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_dry_run_create_creates_nothing(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);

        await contract.DryRunAsync(contract.Job("dry-run"));

        Assert.Null(await contract.FindAsync("dry-run"));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Jobs_are_found_by_run_id_and_by_repository(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        foreach (var name in (string[])["a", "b", "c"])
        {
            await contract.CreateAsync(contract.Job(name));
        }

        var some = await contract.Cluster.ListJobsAsync(contract.Namespace, "goji.run/id in (run-a,run-c)", CancellationToken.None);
        var all = await contract.Cluster.ListJobsAsync(contract.Namespace, "goji.run/repository=contract", CancellationToken.None);

        Assert.Equal(["a", "c"], some.Select(job => job.Name).Order());
        Assert.Equal(["a", "b", "c"], all.Select(job => job.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_job_that_does_its_work_is_complete(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        await contract.CreateAsync(contract.Job("good"));

        var job = await contract.AwaitAsync("good", found => found!.IsFinished);

        Assert.Equal(JobOutcome.Succeeded, Verdict.Of(job!).Outcome);
        Assert.NotNull(Verdict.Of(job!).FinishedAt);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_job_whose_container_fails_has_failed_and_its_pod_has_the_reason(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        await contract.CreateAsync(contract.Job("bad", """["sh","-c","echo two lines; echo of log; exit 3"]""", "exit 3"));

        var job = await contract.AwaitAsync("bad", found => found!.IsFinished);
        var pods = await contract.Cluster.ExplainAsync(contract.Namespace, job!.Uid, 1, CancellationToken.None);

        Assert.Equal((JobOutcome.Failed, "BackoffLimitExceeded"), (Verdict.Of(job).Outcome, Verdict.Of(job).Reason));
        var pod = Assert.Single(pods);
        Assert.Equal(("main", 3), (pod.Container, pod.ExitCode));
        Assert.True(pod.Log.Count <= 1);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_job_whose_pods_are_forbidden_has_none_and_its_events_have_the_reason(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind, podSecurity: "restricted");
        var job = await contract.CreateAsync(contract.Job("podless", result: "no-pods"));

        var trouble = await contract.AwaitTroubleAsync(job);

        Assert.Equal(("", "FailedCreate", null), (trouble.Pod, trouble.Reason, trouble.ExitCode));
        Assert.StartsWith("No pod can be created: Error creating: pods \"podless-", trouble.Sentence, StringComparison.Ordinal);
        var seen = await contract.FindAsync("podless");
        Assert.Equal((0, 0, 0), (seen!.Active, seen.Succeeded, seen.Failed));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_deletion_removes_only_the_intended_job(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = await contract.CreateAsync(contract.Job("doomed"));

        await contract.Cluster.DeleteJobAsync(job with { Uid = Guid.NewGuid().ToString() }, CancellationToken.None);
        Assert.NotNull(await contract.FindAsync("doomed"));
        await contract.Cluster.DeleteJobAsync(job, CancellationToken.None);
        await contract.AwaitAsync("doomed", found => found is null);
        await contract.Cluster.DeleteJobAsync(job, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_restored_ttl_removes_the_finished_job(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = await contract.CreateAsync(contract.Job("brief"));
        await contract.AwaitAsync("brief", found => found!.IsFinished);

        await contract.Cluster.SetTtlAsync(contract.Namespace, "brief", Guid.NewGuid().ToString(), 0, CancellationToken.None);
        Assert.NotNull(await contract.FindAsync("brief"));
        await contract.Cluster.SetTtlAsync(contract.Namespace, "brief", job.Uid, 0, CancellationToken.None);
        await contract.AwaitAsync("brief", found => found is null);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task An_allowed_kind_is_applied_and_applied_again(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var name = new ResourceName("v1", "ConfigMap", contract.Namespace, "settings");
        foreach (var value in (string[])["1", "caf\u00e9 \U0001F680\u0085\u007f"])
        {
            await ApplyAsync(contract, name, new() { ["value"] = value });
        }

        var stored = await contract.ReadAsync($"api/v1/namespaces/{contract.Namespace}/configmaps/settings");
        Assert.Equal("caf\u00e9 \U0001F680\u0085\u007f", stored["data"]!["value"]!.GetValue<string>());
        Assert.True((await contract.Cluster.FindResourceAsync(name, CancellationToken.None))!.IsApplied);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_kind_is_changed_only_if_its_UID_matches(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var name = new ResourceName("v1", "ConfigMap", contract.Namespace, "settings");
        var uid = Guid.NewGuid().ToString();

        var missing = await Assert.ThrowsAsync<ClusterException>(() => ApplyAsync(contract, name, [], uid));
        var made = await ApplyAsync(contract, name, []);
        var other = await Assert.ThrowsAsync<ClusterException>(() => ApplyAsync(contract, name, [], uid));
        await ApplyAsync(contract, name, new() { ["value"] = "1" }, made.Uid);
        await contract.Cluster.DeleteResourceAsync(made with { Uid = uid }, CancellationToken.None);
        var kept = await contract.Cluster.FindResourceAsync(name, CancellationToken.None);
        await contract.Cluster.DeleteResourceAsync(made, CancellationToken.None);
        await contract.Cluster.DeleteResourceAsync(made, CancellationToken.None);

        Assert.Equal(ClusterFailure.Conflict, missing.Failure);
        Assert.Contains(other.Failure, (ClusterFailure[])[ClusterFailure.Conflict, ClusterFailure.Invalid]);
        Assert.Equal("1", kept!.Body["data"]!["value"]!.GetValue<string>());
        Assert.Null(await contract.Cluster.FindResourceAsync(name, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_kind_is_checked_by_a_dry_run_and_nothing_is_created(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var name = new ResourceName("v1", "ConfigMap", contract.Namespace, "settings");

        await contract.Cluster.DryRunResourceAsync(name, Body(name, new() { ["value"] = "1" }), CancellationToken.None);
        var wrong = await Assert.ThrowsAsync<ClusterException>(
            () => contract.Cluster.DryRunResourceAsync(name, Body(name, new() { ["value"] = 1 }), CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<ClusterException>(
            () => contract.Cluster.DryRunResourceAsync(name with { Kind = "Nothing" }, Body(name, []), CancellationToken.None));
        var group = await Assert.ThrowsAsync<ClusterException>(
            () => contract.Cluster.DryRunResourceAsync(name with { ApiVersion = "jobset.x-k8s.io/v1alpha2", Kind = "JobSet" }, Body(name, []), CancellationToken.None));

        Assert.Equal(ClusterFailure.Invalid, wrong.Failure);
        Assert.Contains("has no kind 'Nothing' in 'v1'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("has no kind 'JobSet' in 'jobset.x-k8s.io/v1alpha2'", group.Message, StringComparison.Ordinal);
        Assert.Null(await contract.Cluster.FindResourceAsync(name, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Objects_owned_by_a_Job_are_deleted_with_it(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var name = new ResourceName("v1", "ConfigMap", contract.Namespace, "settings");
        var job = await contract.CreateAsync(contract.Job("brief"));
        var made = await ApplyAsync(contract, name, [], owner: job);

        await contract.Cluster.DeleteJobAsync(job, CancellationToken.None);

        await contract.AwaitAsync("brief", found => found is null);
        for (var tries = 0; tries < 100 && await contract.Cluster.FindResourceAsync(name, CancellationToken.None) is not null; tries++)
        {
            await Task.Delay(100);
        }

        Assert.NotEmpty(made.Uid);
        Assert.Null(await contract.Cluster.FindResourceAsync(name, CancellationToken.None));
    }

    private static Task<ObservedResource> ApplyAsync(
        ContractCluster contract, ResourceName name, JsonObject data, string? uid = null, ObservedJob? owner = null) =>
        contract.Cluster.ApplyAsync(name, Body(name, data, uid, owner), trustedUntil: null, CancellationToken.None);

    private static byte[] Body(ResourceName name, JsonObject data, string? uid = null, ObservedJob? owner = null)
    {
        var metadata = new JsonObject { ["name"] = name.Name, ["namespace"] = name.Namespace };
        if (uid is not null)
        {
            metadata["uid"] = uid;
        }

        if (owner is not null)
        {
            metadata["ownerReferences"] =
                new JsonArray(new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["name"] = owner.Name, ["uid"] = owner.Uid });
        }

        return System.Text.Encoding.UTF8.GetBytes(
            new JsonObject { ["apiVersion"] = name.ApiVersion, ["kind"] = name.Kind, ["metadata"] = metadata, ["data"] = data }.ToJsonString());
    }
}
