namespace Goji.Tests.Kubernetes;

/// <summary>Kueue's API has several versions, of which a cluster serves some: which, the cluster is asked.</summary>
public sealed class DiscoveringKueue : IDisposable
{
    private const string Workloads =
        """{"kind": "WorkloadList", "metadata": {}, "items": [{"metadata": {"name": "w", "ownerReferences": [{"kind": "Job", "uid": "u"}]}, "spec": {}}]}""";

    private readonly ScriptedApi api = new();

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData("v1beta1", "v1beta1")]
    [InlineData("v1beta2, v1beta1", "v1beta2")]
    [InlineData("v1beta1, v1beta2", "v1beta1")]
    [InlineData("v1, v1beta2", "v1beta2")]
    public async Task The_preferred_version_that_has_workloads_is_used(string served, string used)
    {
        var versions = served.Split(", ");
        var named = string.Join(", ", versions.Select(version => $$"""{"groupVersion": "kueue.x-k8s.io/{{version}}", "version": "{{version}}" }"""));
        api.Answer(
            "GET", "/apis/kueue.x-k8s.io", 200,
            $$"""{"kind": "APIGroup", "versions": [{{named}}], "preferredVersion": {"version": "{{versions[0]}}"} }""");
        api.Answer("GET", $"/apis/kueue.x-k8s.io/{used}/namespaces/default/workloads", 200, Workloads);
        api.Answer("GET", "/apis/kueue.x-k8s.io/v1/namespaces/default/workloads", 404, "404 page not found", "text/plain");

        var workload = Assert.Single(await api.Cluster.ListWorkloadsAsync("default", ["u"], CancellationToken.None));

        Assert.Equal(("w", "u", true), (workload.Name, workload.JobUid, workload.IsActive));
    }

    [Fact]
    public async Task A_cluster_without_the_group_has_no_workloads()
    {
        api.Answer("GET", "/apis/kueue.x-k8s.io", 404, "404 page not found", "text/plain");

        Assert.False(await api.Cluster.HasKueueAsync(CancellationToken.None));
        Assert.Empty(await api.Cluster.ListWorkloadsAsync("default", ["u"], CancellationToken.None));
    }
}
