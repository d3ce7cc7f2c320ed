using Goji.Sandbox;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Chaos;

/// <summary>A cluster that outlives its runners, an origin, and a clone in which somebody has unfinished work.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Edited = "README.md";
    public const string Untracked = "queued/draft.yaml";
    public const string LocalWork = "work of a person, not committed yet\n";

    /// <summary>More than the time after which a claim is taken over.</summary>
    public static readonly TimeSpan AgesLater = TimeSpan.FromSeconds(61);

    private readonly TemporaryDirectory place = new();
    private readonly GitHttpServer? server;

    private World(IReadOnlyList<ExpectedJob> jobs, bool overHttp)
    {
        Jobs = jobs;
        Clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Cluster = new(new SandboxOptions { TimeProvider = Clock });
        Origin = BareOrigin.WithStateFolders(place);
        Origin.Commit("Queue", [(Edited, "Jobs\n"), .. jobs.Select(job => ($"queued/{job.Path}", (string?)job.Manifest))]);
        Clone = Origin.Clone(place["jobs"]);
        if (overHttp)
        {
            server = new GitHttpServer(place.Path);
            GitProgram.Run(Clone, "remote", "set-url", "origin", server.AddressOf(Origin));
        }

        File.WriteAllText(Path.Combine(Clone, Edited), LocalWork);
        File.WriteAllText(Path.Combine(Clone, Untracked), LocalWork);
    }

    public IReadOnlyList<ExpectedJob> Jobs { get; }

    public FakeTimeProvider Clock { get; }

    public SandboxCluster Cluster { get; }

    public SandboxListener? Listener { get; private set; }

    public BareOrigin Origin { get; }

    public string Clone { get; }

    public string Kubeconfig { get; private set; } = "";

    public string this[string relativePath] => place[relativePath];

    public static async Task<World> CreateAsync(IReadOnlyList<ExpectedJob> jobs, bool overHttp = false)
    {
        var world = new World(jobs, overHttp);
        world.Listener = await world.Cluster.ListenAsync();
        world.Kubeconfig = world.Listener.WriteKubeconfig(world.place["kubeconfig"]);
        return world;
    }

    /// <summary>A pass in this process, which nothing befalls.</summary>
    public Task<GojiReport> PassAsync(IGojiLog log) =>
        new GojiRunner(new GojiOptions { Directory = Clone }, log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")))
            .ProcessAsync(CancellationToken.None);

    /// <summary>Makes lock files that lie about look as old as they would be when the next build runs.</summary>
    public void AgeLocks()
    {
        var holder = Path.Combine(Clone, ".git", "goji", "lock");
        foreach (var file in Locks().Append(holder).Where(File.Exists))
        {
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file) - AgesLater);
        }
    }

    public IReadOnlyList<string> Locks() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Clone, ".git"), "*.lock", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Origin.Path, "*.lock", SearchOption.AllDirectories),
    ];

    public async ValueTask DisposeAsync()
    {
        await Listener!.DisposeAsync();
        Cluster.Dispose();
        server?.Dispose();
        place.Dispose();
    }
}
