using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>What tests of the server share: an origin, a cluster on a loopback port, and servers that work on both.</summary>
public abstract class ServerTest : ToolTest, IAsyncLifetime
{
    private readonly List<RunningServer> servers = [];
    private SandboxListener? listener;

    internal ShiftedClock Clock { get; } = new();

    protected SandboxCluster Cluster { get; }

    protected ServerTest() => Cluster = new(new SandboxOptions { TimeProvider = Clock });

    public async Task InitializeAsync()
    {
        listener = await Cluster.ListenAsync();
        listener.WriteKubeconfig(Place["kubeconfig"]);
    }

    public async Task DisposeAsync()
    {
        servers.ForEach(server => server.Dispose());
        await listener!.DisposeAsync();
        Cluster.Dispose();
    }

    /// <summary>Starts a server that runs no pass by itself for an hour, unless the arguments set another interval.</summary>
    internal async Task<RunningServer> ServeAsync(string directory = "jobs", params string[] arguments)
    {
        var server = await RunningServer.StartAsync(
            Place.Path,
            ["--directory", directory, "--repository", Origin.Path, .. Otherwise(arguments, "--interval", "1h"), .. Otherwise(arguments, "--poll-interval", "1s"), .. arguments],
            new()
            {
                ["KUBECONFIG"] = Place["kubeconfig"],
                ["GITHUB_WEBHOOK_SECRET"] = RunningServer.GitHubSecret,
                ["GITLAB_WEBHOOK_TOKEN"] = "gitlab-token",
                ["BITBUCKET_WEBHOOK_SECRET"] = RunningServer.GitHubSecret,
                ["AZURE_WEBHOOK_PASSWORD"] = "azure-password",
                ["GOJI_WEBHOOK_TOKEN"] = "generic-token",
            });
        servers.Add(server);
        return server;
    }

    /// <summary>Ends a server with the test.</summary>
    internal void Own(RunningServer server) => servers.Add(server);

    internal Task JobsBecomeAsync(RunningServer server, params string[] jobs) => Eventually.IsTrueAsync(
        () => Jobs.SequenceEqual(jobs),
        () => $"The jobs are {string.Join(", ", Jobs)}.\n{server.Program.Output}");

    /// <summary>How often a Job of the name was created.</summary>
    protected int Created(string name) => Cluster.Audit.Jobs.Count(job => job.Kind == SandboxAuditKind.Created && job.Name == name);

    private static string[] Otherwise(string[] arguments, string name, string value) => arguments.Contains(name) ? [] : [name, value];
}
