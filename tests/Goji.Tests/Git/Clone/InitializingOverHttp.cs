using Goji.Git.Initializing;
using Goji.Testing;

namespace Goji.Tests.Git.Clone;

public sealed class InitializingOverHttp : GitTest
{
    private readonly GitHttpServer server;

    public InitializingOverHttp()
    {
        server = new GitHttpServer(Place.Path);
    }

    [Theory]
    [InlineData(1, "1", "true")]
    [InlineData(0, "3", "false")]
    public async Task New_clone_has_as_many_commits_as_its_depth(int depth, string commits, string isShallow)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("One", ("queued/a.yaml", "a"));
        origin.Commit("Two", ("queued/b.yaml", "b"));

        await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)) with { CloneDepth = depth });

        Assert.Equal(commits, Git(Place["jobs"], "rev-list", "--count", "HEAD"));
        Assert.Equal(isShallow, Git(Place["jobs"], "rev-parse", "--is-shallow-repository"));
        Assert.Equal("", Status(Place["jobs"]));
        Assert.Equal("b", await File.ReadAllTextAsync(Place["jobs/queued/b.yaml"]));
    }

    [Fact]
    public async Task Empty_origin_is_scaffolded_on_the_branch_of_the_settings()
    {
        var origin = BareOrigin.Empty(Place, "main");

        var outcome = await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin), "main"));

        Assert.Equal(InitResult.Scaffolded, outcome.Result);
        Assert.Contains("queued/.gitkeep", origin.Files);
        Assert.Equal("## main...origin/main", Git(Place["jobs"], "status", "-sb"));
    }

    [Fact]
    public async Task Two_runners_that_scaffold_one_origin_share_one_history()
    {
        var origin = BareOrigin.Empty(Place);
        var address = server.AddressOf(origin);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => InitializeAsync(Settings(Place[$"jobs-{number}"], address)))));

        Assert.Equal("1", origin.Git("rev-list", "--count", "master"));
        Assert.All(Enumerable.Range(0, 4), number => Assert.Equal(origin.Tip, Git(Place[$"jobs-{number}"], "rev-parse", "HEAD")));
    }

    [Fact]
    public async Task Two_runners_can_create_the_same_folder()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var settings = Settings(Place["jobs"], server.AddressOf(origin)) with { FolderPatience = TimeSpan.FromSeconds(60) };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => InitializeAsync(settings))));

        Assert.Equal([InitResult.Cloned, InitResult.AlreadyThere, InitResult.AlreadyThere], outcomes.Select(outcome => outcome.Result).Order());
        Assert.Equal("", Status(Place["jobs"]));
    }

    [Fact]
    public async Task Missing_branch_is_refused_and_leaves_no_clone()
    {
        var origin = BareOrigin.WithStateFolders(Place);

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin), "main")));

        Assert.Contains("has no branch 'main'. It has: master.", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place["jobs"]));
        Assert.False(Directory.Exists(Place[".jobs.goji"]));
    }

    [Fact]
    public async Task Cancelling_ends_a_clone_and_leaves_no_files()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        using var cancellation = new CancellationTokenSource();
        using var never = new SemaphoreSlim(0);
        server.Instead = async _ =>
        {
            await cancellation.CancelAsync();
            await never.WaitAsync();
            return false;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new JobRepositoryInitializer(Settings(Place["jobs"], server.AddressOf(origin)), Log, TimeProvider.System).InitializeAsync(cancellation.Token));

        Assert.False(Directory.Exists(Place["jobs"]));
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
