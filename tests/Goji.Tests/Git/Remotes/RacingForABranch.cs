using Goji.Git.Remotes.Folder;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class RacingForABranch : GitTest
{
    private const int Rounds = 12;

    [Fact]
    public async Task No_accepted_commit_is_lost_among_runners_and_people_on_one_folder()
    {
        var origin = BareOrigin.WithStateFolders(Place);

        // A hook takes its time between the first look at the branch and its move: without a second look, commits are lost here.
        Hooks.Write(origin, "pre-receive", "git rev-list --all --count > /dev/null");
        using var start = new SemaphoreSlim(0);
        var runners = Enumerable.Range(0, 3).Select(number => Task.Run(() => RunAsync(origin, $"runner-{number}", start))).ToList();
        var people = Enumerable.Range(0, 2).Select(number => Task.Run(() => TypeAsync(origin, $"person-{number}", start))).ToList();
        var packer = Task.Run(() => PackAsync(origin, start));

        start.Release(runners.Count + people.Count + 1);
        var accepted = (await Task.WhenAll(runners.Concat(people))).SelectMany(commits => commits).ToList();
        await packer;

        var history = origin.Git("rev-list", "master").Split('\n').ToHashSet();
        Assert.Equal(5 * Rounds, accepted.Count);
        Assert.All(accepted, commit => Assert.Contains(commit, history));
        origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Stale_lock_is_taken_over_by_one_at_a_time()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var path = Path.Combine(origin.Path, "refs/heads/master.lock");
        File.WriteAllText(path, "Goji holds this lock: process 1 on elsewhere, abc\n");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromMinutes(1));
        int inside = 0, most = 0, turns = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var held = await BranchLock.TakeAsync(origin.Path, "master", TimeSpan.FromSeconds(60), default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            turns++;
            Interlocked.Decrement(ref inside);
        })));

        Assert.Equal((8, 1), (turns, most));
        Assert.False(File.Exists(path));
    }

    private async Task<List<string>> RunAsync(BareOrigin origin, string name, SemaphoreSlim start)
    {
        var accepted = new List<string>();
        var settings = Settings(origin.Clone(Place[name])) with { LockPatience = TimeSpan.FromSeconds(60) };
        using var repository = await Goji.Git.LibGit2JobRepository.OpenAsync(settings, Log, TimeProvider.System, default);
        await start.WaitAsync();
        while (accepted.Count < Rounds)
        {
            var snapshot = await repository.SyncAsync(default);
            var commit = repository.Commit(snapshot, Write($"queued/{name}-{accepted.Count}.yaml", name));
            if (await repository.PushAsync(commit, default) == PushOutcome.Accepted)
            {
                accepted.Add(commit.Id);
                repository.UpdateWorkingCopy(commit);
            }
        }

        Assert.Equal("", Status(settings.Directory));
        return accepted;
    }

    private async Task<List<string>> TypeAsync(BareOrigin origin, string name, SemaphoreSlim start)
    {
        var accepted = new List<string>();
        var desk = origin.Clone(Place[name]);
        await start.WaitAsync();
        while (accepted.Count < Rounds)
        {
            Git(desk, "fetch", "-q");
            Git(desk, "reset", "-q", "--hard", "origin/master");
            File.WriteAllText(Path.Combine(desk, "queued", $"{name}-{accepted.Count}.yaml"), name);
            Git(desk, "add", "-A");
            Git(desk, "commit", "-qm", name);
            try
            {
                Git(desk, "push", "-q", "origin", "HEAD:master");
                accepted.Add(Git(desk, "rev-parse", "HEAD"));
            }
            catch (InvalidOperationException)
            {
                // Somebody else was first.
            }
        }

        return accepted;
    }

    // Packing takes the branch's file away and puts its value elsewhere, under everybody's hands.
    private static async Task PackAsync(BareOrigin origin, SemaphoreSlim start)
    {
        await start.WaitAsync();
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                origin.Git("pack-refs", "--all", "--prune");
            }
            catch (InvalidOperationException)
            {
                // The branch was locked.
            }
        }
    }
}
