using System.Text;
using System.Text.Json.Nodes;
using Goji.Kubernetes;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Sandbox;
using Goji.Testing;
using Goji.Tests.Git;

namespace Goji.Tests.Kubernetes;

/// <summary>A cluster that the contract is tried on, with a namespace of the test's own.</summary>
internal sealed class ContractCluster : IAsyncDisposable
{
    private readonly KubernetesTransport transport;
    private SandboxCluster? sandbox;
    private SandboxListener? listener;

    private ContractCluster(string kubeconfig)
    {
        transport = KubernetesTransport.Open(KubeConfiguration.Find(kubeconfig, context: null));
        Cluster = new(transport, defaultNamespace: null, new RecordedLog(), TimeProvider.System);
    }

    public KubernetesCluster Cluster { get; }

    public string Namespace { get; } = $"goji-contract-{Guid.NewGuid():N}"[..30];

    /// <param name="kind">Which cluster.</param>
    /// <param name="podSecurity">The Pod Security Standard of the namespace: https://kubernetes.io/docs/concepts/security/pod-security-standards.</param>
    public static async Task<ContractCluster> OpenAsync(string kind, string podSecurity = "privileged")
    {
        ContractCluster cluster;
        if (kind == "sandbox")
        {
            var sandbox = new SandboxCluster();
            var listener = await sandbox.ListenAsync();
            using var place = new TemporaryDirectory();
            listener.WriteKubeconfig(place["kubeconfig"]);
            cluster = new(place["kubeconfig"]) { sandbox = sandbox, listener = listener };
        }
        else
        {
            cluster = new(Environment.GetEnvironmentVariable("GOJI_TEST_KUBECONFIG")!);
        }

        await cluster.SendAsync(HttpMethod.Post, "api/v1/namespaces", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = cluster.Namespace,
                ["labels"] = new JsonObject { ["pod-security.kubernetes.io/enforce"] = podSecurity },
            },
        });
        return cluster;
    }

    /// <summary>A Job that any kubelet ends as the sandbox does.</summary>
    public JsonObject Job(string name, string command = """["true"]""", string result = "success") => JsonNode.Parse(
        $$"""
        {
          "apiVersion": "batch/v1",
          "kind": "Job",
          "metadata": { "name": "{{name}}", "namespace": "{{Namespace}}", "labels": { "goji.run/id": "run-{{name}}", "goji.run/repository": "contract" } },
          "spec": {
            "backoffLimit": 0,
            "template": {
              "metadata": { "annotations": { "sandbox.goji.run/result": "{{result}}" } },
              "spec": {
                "restartPolicy": "Never",
                "terminationGracePeriodSeconds": 0,
                "containers": [ { "name": "main", "image": "busybox:1.37", "command": {{command}} } ]
              }
            }
          }
        }
        """)!.AsObject();

    public Task<ObservedJob> CreateAsync(JsonObject job) => CreateAsync(Namespace, job);

    public async Task<ObservedJob> CreateAsync(string @namespace, JsonObject job)
    {
        await Cluster.IdentifyAsync(CancellationToken.None);
        return await Cluster.CreateJobAsync(@namespace, Encoding.UTF8.GetBytes(job.ToJsonString()), Cluster.NowAtMost.AddMinutes(1), CancellationToken.None);
    }

    public Task DryRunAsync(JsonObject job) => Cluster.DryRunJobAsync(Namespace, Encoding.UTF8.GetBytes(job.ToJsonString()), CancellationToken.None);

    public Task<ObservedJob?> FindAsync(string name) => Cluster.FindJobAsync(Namespace, name, CancellationToken.None);

    /// <summary>Looks at a Job until it is as wanted, for two minutes at most.</summary>
    public Task<ObservedJob?> AwaitAsync(string name, Func<ObservedJob?, bool> isWanted) =>
        AskUntilAsync(token => Cluster.FindJobAsync(Namespace, name, token), isWanted);

    /// <summary>Asks what is the matter with a Job until there is an answer, for two minutes at most.</summary>
    public async Task<PodReport> AwaitTroubleAsync(ObservedJob job) =>
        (await AskUntilAsync(token => Cluster.ExplainAsync(Namespace, job.Uid, 1, token), troubles => troubles.Count > 0))[0];

    /// <summary>Looks at the container of a Job until it is as wanted, for two minutes at most.</summary>
    public async Task<PodContainer> AwaitContainerAsync(ObservedJob job, Func<PodContainer, bool> isWanted) =>
        (await AskUntilAsync(token => Cluster.ListContainersAsync(Namespace, [job.Uid], token), found => found.Any(isWanted))).First(isWanted);

    /// <summary>The whole object, as the server has it.</summary>
    public async Task<JsonObject> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(transport.Address, path));
        using var response = await transport.SendAsync(request, CancellationToken.None);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        await SendAsync(HttpMethod.Delete, $"api/v1/namespaces/{Namespace}", body: null);
        Cluster.Dispose();
        if (listener is not null)
        {
            await listener.DisposeAsync();
            sandbox!.Dispose();
        }
    }

    private static async Task<T> AskUntilAsync<T>(Func<CancellationToken, Task<T>> ask, Func<T, bool> isWanted)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await ask(bound.Token);
            if (isWanted(answer))
            {
                return answer;
            }

            await Task.Delay(100, bound.Token);
        }
    }

    private async Task SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(transport.Address, path));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await transport.SendAsync(request, CancellationToken.None);
        response.EnsureSuccessStatusCode();
    }
}
