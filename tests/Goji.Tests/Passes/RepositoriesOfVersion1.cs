using Goji.Records;
using Goji.Sandbox;
using Goji.Tests.Records;

namespace Goji.Tests.Passes;

/// <summary>A repository and a cluster of version 1.0.0; TestData/version-1.0.0/README.md describes how they were made.</summary>
public sealed class RepositoriesOfVersion1 : PassTest, IDisposable
{
    private readonly SandboxCluster cluster;
    private readonly int createdBefore;

    public RepositoriesOfVersion1()
    {
        Clock.SetUtcNow(Version1.Claimed.AddMinutes(10));
        File.Copy(Path.Combine(Version1.Folder, "sandbox.json"), Place["sandbox.json"]);
        cluster = new(new SandboxOptions { StateFile = Place["sandbox.json"], TimeProvider = Clock });
        createdBefore = CreatedNames().Count;
        Origin.Commit("Take over the files of version 1.0.0", [.. Version1.Files.Select(file => (file.Key, (string?)file.Value))]);
    }

    public new void Dispose()
    {
        cluster.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task History_shows_every_file_with_its_attempts()
    {
        var history = await NewRunner().HistoryAsync(CancellationToken.None);

        Assert.Equal(
            [
                "Failed db/migrate.yaml 2", "Failed refused.yaml 1", "Processing clean-up.yaml 1", "Processing mirror.yaml 1",
                "Processing nightly/export.yaml 1", "Processing stale-elsewhere.yaml 1", "Processing stale.yaml 1",
                "Queued held/later.yaml 0", "Queued next.yaml 0", "Succeeded report.yaml 1", "Unknown lost.yaml 1",
            ],
            history.Jobs.Select(job => $"{job.State} {job.File} {job.Attempts.Count}").Order(StringComparer.Ordinal));
        Assert.All(history.Jobs, job => Assert.Equal("", job.Note));
    }

    [Fact]
    public async Task Pass_takes_over_the_old_claim_and_follows_what_runs()
    {
        var stale = Version1.Record("stale.yaml").Newest!.Id;

        await NewRunner().ProcessAsync(CancellationToken.None);

        Assert.Equal(["later", "next", "stale"], CreatedNames().Skip(createdBefore).Order(StringComparer.Ordinal));
        Assert.Equal(stale, Record("stale.yaml").Newest!.Id);
        Assert.Equal("10c40d64-064d-4a68-aaf4-db9440c20a57", Record("clean-up.yaml").Newest!.Jobs[0].Uid);

        Clock.Advance(TimeSpan.FromHours(26));
        await NewRunner().ProcessAsync(CancellationToken.None);

        Assert.Equal(3, CreatedNames().Count - createdBefore);
        Assert.Equal(
            [
                "failed/db/migrate.yaml", "failed/refused.yaml", "processing/stale-elsewhere.yaml", "succeeded/clean-up.yaml",
                "succeeded/held/later.yaml", "succeeded/mirror.yaml", "succeeded/next.yaml", "succeeded/nightly/export.yaml",
                "succeeded/report.yaml", "succeeded/stale.yaml", "unknown/lost.yaml",
            ],
            Jobs().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cluster_known_by_its_CA_alone_decides_nothing()
    {
        using (var client = new HttpClient(cluster.CreateHandler()))
        {
            await client.DeleteAsync(new Uri("http://sandbox/apis/batch/v1/namespaces/default/jobs/mirror?propagationPolicy=Background"));
        }

        var report = await NewRunner().ProcessAsync(CancellationToken.None);

        Assert.Contains("processing/mirror.yaml", Jobs());
        Assert.Contains("processing/stale-elsewhere.yaml", Jobs());
        Assert.Equal(["unknown/lost.yaml"], Jobs().Where(path => path.StartsWith("unknown/", StringComparison.Ordinal)));
        Assert.DoesNotContain(CreatedNames().Skip(createdBefore), name => name is "mirror" or "stale-elsewhere");
        Assert.Contains(
            report.Warnings,
            warning => warning.Contains("nothing proves that the Job was started on this cluster", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_attempt_is_added_to_a_record_of_version_1()
    {
        await NewRunner().RequeueAsync("failed/db/migrate.yaml", CancellationToken.None);
        await NewRunner().ProcessAsync(CancellationToken.None);

        var path = RunRecord.PathOf("db/migrate.yaml");
        Assert.StartsWith(Version1.Files[path], Origin.Show(path), StringComparison.Ordinal);
        Assert.Equal(3, Record("db/migrate.yaml").Attempts.Count);
    }

    private List<string> CreatedNames() =>
        [.. cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).Select(entry => entry.Name)];

    private GojiRunner NewRunner() =>
        new(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox")));
}
