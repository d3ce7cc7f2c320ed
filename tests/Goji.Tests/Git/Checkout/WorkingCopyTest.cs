using Goji.Git;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Checkout;

/// <summary>A clone with three queued jobs, whose files follow the branch.</summary>
public abstract class WorkingCopyTest : GitTest
{
    private LibGit2JobRepository? current;

    protected WorkingCopyTest()
    {
        Origin = BareOrigin.WithStateFolders(Place);
        Origin.Commit("Queue", ("queued/a.yaml", "a\n"), ("queued/b.yaml", "b\n"), ("queued/team/c.yaml", "c\n"));
        Clone = Origin.Clone(Place["clone"]);
    }

    internal BareOrigin Origin { get; }

    internal string Clone { get; }

    internal string At(string path) => Path.Combine(Clone, path);

    internal LibGit2JobRepository Current() => current ??= Open(Clone);

    internal async Task FollowAsync() => Current().UpdateWorkingCopy(await Current().SyncAsync(default));

    internal Task<IRepositorySnapshot> MoveAsync(params string[] paths) => MoveAsync(Current(), paths);

    internal static async Task<IRepositorySnapshot> MoveAsync(LibGit2JobRepository repository, params string[] paths)
    {
        var snapshot = await repository.SyncAsync(default);
        var changes = paths.SelectMany(path => Move(snapshot, JobState.Queued, JobState.Processing, path).Changes);
        var commit = repository.Commit(snapshot, new CommitDraft("Move", [.. changes]));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        repository.UpdateWorkingCopy(commit);
        return commit;
    }
}
