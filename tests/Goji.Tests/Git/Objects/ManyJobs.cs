using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Objects;

public sealed class ManyJobs : GitTest
{
    private const int Moved = 2_000;
    private const int Archived = 3_000;

    [Fact]
    public async Task Commit_writes_each_touched_folder_once_and_no_other()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        Fill(origin);
        var repository = Open(origin.Clone(Place["clone"], "--no-checkout"));
        var snapshot = await repository.SyncAsync(default);
        var before = LooseObjects();

        var changes = snapshot.List(JobState.Queued).SelectMany(file => Move(snapshot, JobState.Queued, JobState.Processing, file.Path).Changes).ToList();
        var commit = repository.Commit(snapshot, new CommitDraft("Claim", [.. changes, new TreeChange.Write("processing/new.yaml", [1])]));

        // A commit, a file, and the trees of the root and processing/; queued/ is now as empty as the others.
        Assert.Equal(Moved * 2, changes.Count);
        Assert.Equal(4, LooseObjects() - before);
        Assert.Equal(Moved + 1, commit.List(JobState.Processing).Count);
        Assert.Equal(Archived, commit.List(JobState.Succeeded).Count);
        Assert.Empty(commit.List(JobState.Queued));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        origin.Git("fsck", "--strict");
    }

    private int LooseObjects() => Directory.EnumerateDirectories(Place["clone/.git/objects"], "??").Sum(folder => Directory.EnumerateFiles(folder).Count());

    private static void Fill(BareOrigin origin)
    {
        var commit = new System.Text.StringBuilder("commit refs/heads/master\ncommitter A <a@example.com> 0 +0000\ndata 4\nFill\nfrom refs/heads/master^0\n");
        for (var number = 0; number < Moved + Archived; number++)
        {
            var folder = number < Moved ? "queued" : "succeeded";
            commit.Append($"M 100644 inline {folder}/job-{number:000000}.yaml\ndata 6\n{number:000000}\n");
        }

        GitProgram.Feed(origin.Path, commit.ToString(), "fast-import", "--quiet");
    }
}
