using Goji.Passes;
using Goji.Records;
using Goji.Sandbox;
using Goji.Testing;
using Goji.Tests.Git;
using Goji.Tests.Records;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Passes;

/// <summary>A jobs repository with a bare origin, a clone, and a cluster whose clock the test moves.</summary>
public abstract class PassTest : IDisposable
{
    private readonly TemporaryDirectory place = new();

    protected PassTest()
    {
        Clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Cluster = new(new SandboxOptions { TimeProvider = Clock });
        Origin = BareOrigin.WithStateFolders(place);
        Options = new() { Directory = Origin.Clone(place["jobs"]) };
    }

    internal FakeTimeProvider Clock { get; }

    internal SandboxCluster Cluster { get; }

    internal BareOrigin Origin { get; }

    internal GojiOptions Options { get; }

    internal RecordedLog Log { get; } = new();

    internal TemporaryDirectory Place => place;

    public void Dispose()
    {
        Cluster.Dispose();
        using (place)
        {
            CommitsOfPasses.AssertWellFormed(Origin, Options.CommitterName);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A manifest of one Job.</summary>
    internal static string Job(string name, string result = "success", string spec = "", string metadata = "", int seconds = 1) =>
        JobManifest.Of(name, result, spec, metadata, seconds);

    /// <summary>A person commits manifests to queued/.</summary>
    internal void Queue(params (string Path, string Manifest)[] jobs) =>
        Origin.Commit("Queue", [.. jobs.Select(job => ($"queued/{job.Path}", (string?)job.Manifest))]);

    internal GojiRunner Runner(GojiOptions? options = null, IPassProbe? probe = null) =>
        new(options ?? Options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox"))) { Probe = probe ?? NoProbe.Instance };

    internal Task<GojiReport> PassAsync() => Runner().ProcessAsync(CancellationToken.None);

    /// <summary>Lets time pass in the cluster, and runs a pass.</summary>
    internal Task<GojiReport> PassAfterAsync(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        return PassAsync();
    }

    /// <summary>The job files at the origin, with their state folder.</summary>
    internal IReadOnlyList<string> Jobs() => [.. Origin.Files.Where(file => !file.EndsWith(".gitkeep", StringComparison.Ordinal) && !file.StartsWith(".goji/", StringComparison.Ordinal))];

    internal RunRecord Record(string path) =>
        RunRecordYaml.Read(path, System.Text.Encoding.UTF8.GetBytes(Origin.Show(RunRecord.PathOf(path)) + "\n"));

    /// <summary>The names of the Jobs that were ever created, in order.</summary>
    internal IReadOnlyList<string> Created() => [.. Cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).Select(entry => entry.Name)];

    internal int Commits() => int.Parse(Origin.Git("rev-list", "--count", Origin.Branch), System.Globalization.CultureInfo.InvariantCulture);
}
