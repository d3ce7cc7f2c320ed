using System.Text;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Objects;

public sealed class ReadingSnapshots : GitTest
{
    [Fact]
    public async Task Only_job_files_are_listed_in_ordinal_order()
    {
        var snapshot = await SnapshotAsync(
            "queued/b.yaml", "queued/B.YML", "queued/a.json", "queued/a/z.yaml", "queued/a-b.yaml", "queued/README.md", "queued/.gitkeep", "queued/notes.txt", "failed/c.yaml");

        Assert.Equal(["B.YML", "a-b.yaml", "a.json", "a/z.yaml", "b.yaml"], Paths(snapshot, JobState.Queued));
        Assert.Equal(["c.yaml"], Paths(snapshot, JobState.Failed));
        Assert.Equal([], Paths(snapshot, JobState.Unknown));
        Assert.Null(snapshot.Find(JobState.Queued, "README.md"));
        Assert.Null(snapshot.Find(JobState.Queued, "a"));
        Assert.Null(snapshot.Find(JobState.Queued, "../failed/c.yaml"));
        Assert.Equal("queued/a/z.yaml", snapshot.Find(JobState.Queued, "a/z.yaml")!.ToString());
    }

    [Theory]
    [InlineData("", "queued/x.yaml", JobState.Queued, "queued/y.yaml")]
    [InlineData("jobs/", "jobs/queued/x.yaml", JobState.Processing, "jobs/processing/y.yaml")]
    [InlineData("", "process/x.yaml", JobState.Processing, "process/y.yaml")]
    [InlineData("jobs/", "jobs/succeed/x.yaml", JobState.Succeeded, "jobs/succeed/y.yaml")]
    [InlineData("", "README.md", JobState.Unknown, "unknown/y.yaml")]
    [InlineData("jobs/", "failed/unrelated.txt", JobState.Queued, "jobs/queued/y.yaml")]
    public async Task Layout_is_found_in_the_tree(string prefix, string file, JobState state, string expected)
    {
        string[] files = prefix.Length > 0 ? [file, "jobs/queued/.gitkeep"] : [file];

        var snapshot = await SnapshotAsync(files);

        Assert.Equal(expected, snapshot.PathOf(state, "y.yaml"));
    }

    [Fact]
    public async Task Both_spellings_are_read_and_the_standard_one_takes_new_files()
    {
        var snapshot = await SnapshotAsync("queued/q.yaml", "processing/a.yaml", "process/b.yaml", "process/a.yaml");

        Assert.Equal(["a.yaml", "b.yaml"], Paths(snapshot, JobState.Processing));
        Assert.Equal("processing/a.yaml", snapshot.PathOf(JobState.Processing, "a.yaml"));
        Assert.Equal("process/b.yaml", snapshot.PathOf(JobState.Processing, "b.yaml"));
        Assert.Equal("processing/new.yaml", snapshot.PathOf(JobState.Processing, "new.yaml"));
        Assert.NotNull(snapshot.Find(JobState.Processing, "b.yaml"));
    }

    [Fact]
    public async Task Content_is_read_as_committed_and_sizes_without_reading()
    {
        var snapshot = await SnapshotAsync("queued/a.yaml");
        var file = snapshot.Find(JobState.Queued, "a.yaml")!;

        Assert.Equal("queued/a.yaml", Encoding.UTF8.GetString(snapshot.Read(file)));
        Assert.Equal(13, file.Length);
        Assert.Equal(13, snapshot.ReadFile("queued/a.yaml", 13)!.Length);
        Assert.Throws<GojiUsageException>(() => snapshot.ReadFile("queued/a.yaml", 12));
        Assert.Throws<GojiUsageException>(() => snapshot.ReadFile("queued", 100));
        Assert.Null(snapshot.ReadFile("queued/none.yaml", 100));
    }

    [Fact]
    public async Task Damaged_object_is_named_with_the_remedy()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        Git(Place.Path, "clone", "-q", "--no-hardlinks", origin.Path, Place["clone"]);
        var snapshot = await Open(Place["clone"]).SyncAsync(default);
        var file = snapshot.Find(JobState.Queued, "a.yaml")!;
        var damaged = Path.Combine(Place["clone"], ".git/objects", file.ObjectId[..2], file.ObjectId[2..]);
        File.SetAttributes(damaged, FileAttributes.Normal);
        File.WriteAllText(damaged, "no object");

        var failure = Assert.ThrowsAny<GojiException>(() => snapshot.Read(file));

        Assert.StartsWith($"The job file 'queued/a.yaml' of commit {snapshot.Id} could not be read: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Deleting the clone's folder and running GojiInit again gets a whole one.", failure.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(IRepositorySnapshot snapshot, JobState state) => snapshot.List(state).Select(file => file.Path);

    private async Task<IRepositorySnapshot> SnapshotAsync(params string[] files)
    {
        var origin = BareOrigin.Empty(Place);
        origin.Commit("Files", [.. files.Select(file => (file, (string?)file))]);
        return await Open(origin.Clone(Place["clone"])).SyncAsync(default);
    }
}
