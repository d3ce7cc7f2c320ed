using System.Diagnostics;
using Goji.Testing;

namespace Goji.Sandbox.Tests.Api;

public sealed class KubectlAgainstAPort : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly SandboxCluster cluster = new();

    [FactNeeding("kubectl")]
    public async Task A_job_is_created_waited_for_read_and_deleted()
    {
        await using var listener = await cluster.ListenAsync();
        listener.WriteKubeconfig(folder["config"]);
        Write("job.json", TestJob.Of(seconds: 0.5).With("log", "hello from the pod").ToJsonString());

        Assert.Equal("job.batch/work created", Kubectl("create", "-f", folder["job.json"]));
        Assert.Equal("job.batch/work condition met", Kubectl("wait", "--for=condition=complete", "job/work", "--timeout=30s"));
        Assert.Matches(@"NAMESPACE\s+NAME\s+STATUS\s+COMPLETIONS\s+DURATION\s+AGE\ndefault\s+work\s+Complete\s+1/1", Kubectl("get", "jobs", "-A"));
        Assert.Matches(@"NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\nwork-\w{5}\s+0/1\s+Completed\s+0", Kubectl("get", "pods"));
        Assert.Equal("hello from the pod", Kubectl("logs", "job/work"));
        var description = Kubectl("describe", "job", "work");
        Assert.Contains("0 Active (0 Ready) / 1 Succeeded / 0 Failed", description, StringComparison.Ordinal);
        Assert.Matches(@"Normal\s+SuccessfulCreate\s+\S+\s+job-controller\s+Created pod: work-", description);
        Assert.StartsWith("job.batch \"work\" deleted", Kubectl("delete", "job", "work"), StringComparison.Ordinal);
        Assert.Equal("", Kubectl("get", "pods", "-o", "name"));
    }

    [FactNeeding("kubectl")]
    public async Task A_misspelt_field_is_refused_by_default()
    {
        await using var listener = await cluster.ListenAsync();
        listener.WriteKubeconfig(folder["config"]);
        Write("job.json", TestJob.Of(spec: """{"backofLimit": 1}""").ToJsonString());

        var refusal = Assert.Throws<InvalidOperationException>(() => Kubectl("create", "-f", folder["job.json"]));

        Assert.Contains("strict decoding error: unknown field \"spec.backofLimit\"", refusal.Message, StringComparison.Ordinal);
    }

    [FactNeeding("kubectl")]
    public async Task A_config_map_is_applied_by_the_server()
    {
        await using var listener = await cluster.ListenAsync();
        listener.WriteKubeconfig(folder["config"]);
        Write("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: '1'}\n");

        Assert.Equal("configmap/settings serverside-applied", Kubectl("apply", "--server-side", "-f", folder["map.yaml"]));
        Assert.Equal("configmap/settings serverside-applied", Kubectl("apply", "--server-side", "-f", folder["map.yaml"]));
        Assert.Equal("1", Kubectl("get", "configmap", "settings", "-o", "jsonpath={.data.a}"));
    }

    [FactNeeding("kubectl")]
    public async Task Roles_are_kept_and_listed()
    {
        await using var listener = await cluster.ListenAsync();
        listener.WriteKubeconfig(folder["config"]);
        Write("role.yaml", "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\nrules: []\n");

        Assert.Equal("clusterrole.rbac.authorization.k8s.io/reader created", Kubectl("create", "-f", folder["role.yaml"]));
        Assert.Equal("clusterrole.rbac.authorization.k8s.io/reader", Kubectl("get", "clusterroles", "-o", "name"));
    }

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    private void Write(string name, string text) => File.WriteAllText(folder[name], text);

    private string Kubectl(params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl", arguments);
        start.Environment["KUBECONFIG"] = folder["config"];
        start.Environment["HOME"] = folder.Path;
        var result = ChildProcess.Run(start);
        return result.ExitCode == 0
            ? result.Output.TrimEnd()
            : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {result}");
    }
}
