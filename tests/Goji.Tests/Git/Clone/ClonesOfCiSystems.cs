using Goji.Git;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Clone;

/// <summary>Clones as CI systems and people make them, with the git program.</summary>
public sealed class ClonesOfCiSystems : GitTest
{
    private readonly BareOrigin origin;
    private readonly GitHttpServer server;

    public ClonesOfCiSystems()
    {
        origin = BareOrigin.WithStateFolders(Place, "main", prefix: "jobs/");
        origin.Git("config", "uploadpack.allowFilter", "true");
        server = new GitHttpServer(Place.Path);
    }

    [Fact]
    public async Task Linked_worktree_of_an_http_clone_is_fetched_and_pushed()
    {
        Git(Place.Path, "clone", "-q", server.AddressOf(origin), Place["clone"]);
        Git(Place["clone"], "worktree", "add", "-q", "-b", "wt", Place["tree"], "origin/main");
        origin.Commit("Queue", ("jobs/queued/a.yaml", "a"));

        var commit = await MoveAsync(Open(Settings(Place["tree"], branch: "main")));

        Assert.Equal(commit, origin.Tip);
    }

    [Fact]
    public async Task Split_index_in_a_submodule_blocks_no_job_and_is_named_once()
    {
        Git(Place.Path, "init", "-q", Place["outer"]);
        Git(Place["outer"], "-c", "protocol.file.allow=always", "submodule", "add", "-q", origin.Path, "jobs");
        var clone = Place["outer/jobs"];
        Git(clone, "update-index", "--split-index");
        origin.Commit("Queue", ("jobs/queued/a.yaml", "a"));
        var repository = Open(clone);

        Assert.Equal(await MoveAsync(repository), origin.Tip);
        repository.UpdateWorkingCopy(await repository.SyncAsync(default));
        repository.UpdateWorkingCopy(await repository.SyncAsync(default));

        Assert.Contains("git update-index --no-split-index", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Git(clone, "update-index", "--no-split-index");
        repository.UpdateWorkingCopy(await repository.SyncAsync(default));
        Assert.True(File.Exists(Path.Combine(clone, "jobs", "processing", "a.yaml")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sparse_clone_without_file_contents_gets_those_that_a_pass_reads(bool overHttp)
    {
        origin.Commit("Run", ("jobs/processing/p.yaml", "p"), (".goji/repository.yaml", "id: 1"), (".goji/runs/p.yaml", "attempts: []"), ("jobs/succeeded/s.yaml", "s"));
        var address = overHttp ? server.AddressOf(origin) : $"file://{origin.Path}";
        Git(Place.Path, "clone", "-q", "--filter=blob:none", "--no-checkout", "--depth", "1", "-b", "main", address, Place["clone"]);
        Git(Place["clone"], "sparse-checkout", "set", "--cone", "jobs/queued");
        Git(Place["clone"], "checkout", "-q", "main");
        origin.Commit("Queue", ("jobs/queued/a.yaml", "a"));
        var repository = Open(Place["clone"]);

        var snapshot = await repository.SyncAsync(default);
        var commit = await MoveAsync(repository);

        Assert.Equal("p", System.Text.Encoding.UTF8.GetString(snapshot.Read(snapshot.Find(JobState.Processing, "p.yaml")!)));
        Assert.Equal("id: 1"u8.ToArray(), snapshot.ReadFile(".goji/repository.yaml", 100));
        Assert.Equal("attempts: []"u8.ToArray(), snapshot.ReadFile(".goji/runs/p.yaml", 100));
        Assert.Equal(commit, origin.Tip);
        Git(Place["clone"], "fsck");
        origin.Git("fsck", "--strict");
    }

    [Theory]
    [InlineData("tree:0", true)]
    [InlineData("tree:0", false)]
    [InlineData("tree:1", true)]
    [InlineData("combine:blob:none+tree:2", true)]
    public async Task Clone_without_folders_gets_those_of_the_tip(string filter, bool overHttp)
    {
        origin.Commit("Run", ("jobs/processing/x/p.yaml", "p"), (".goji/runs/x/p.yaml", "attempts: []"), ("src/a/b/c.txt", "c"), ("jobs/queued/a.yaml", "a"));
        var address = overHttp ? server.AddressOf(origin) : $"file://{origin.Path}";
        Git(Place.Path, "clone", "-q", $"--filter={filter}", "--no-checkout", "-b", "main", address, Place["clone"]);
        var repository = Open(Place["clone"]);

        var snapshot = await repository.SyncAsync(default);
        var commit = await MoveAsync(repository);
        origin.Commit("Another", ("jobs/queued/y/q.yaml", "q"));
        var later = await repository.SyncAsync(default);

        Assert.Equal("p", System.Text.Encoding.UTF8.GetString(snapshot.Read(snapshot.Find(JobState.Processing, "x/p.yaml")!)));
        Assert.Equal("q", System.Text.Encoding.UTF8.GetString(later.Read(later.Find(JobState.Queued, "y/q.yaml")!)));
        Assert.Equal(commit, origin.Git("rev-parse", "main~1"));
        Assert.Equal("c", origin.Show("src/a/b/c.txt"));
    }

    [Fact]
    public async Task File_left_by_a_failed_filter_is_named_with_the_remedy()
    {
        origin.Commit("Run", ("jobs/succeeded/s.yaml", "s"));
        Git(Place.Path, "clone", "-q", "--filter=blob:none", "--no-checkout", server.AddressOf(origin), Place["clone"]);
        var snapshot = await Open(Place["clone"]).SyncAsync(default);

        var failure = Assert.Throws<GojiCloneException>(() => snapshot.Read(snapshot.Find(JobState.Succeeded, "s.yaml")!));

        Assert.Contains("lacks the content of 'succeeded/s.yaml'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_http_repository_is_scaffolded_on_the_branch_of_its_HEAD()
    {
        var empty = BareOrigin.Empty(Place, "main");

        var outcome = await InitializeAsync(Settings(Place["jobs"], server.AddressOf(empty)));

        Assert.Equal(InitResult.Scaffolded, outcome.Result);
        Assert.Equal("## main...origin/main", Git(Place["jobs"], "status", "-sb"));
    }

    [Fact]
    public async Task Conflicting_branch_name_is_reported_with_the_remedy()
    {
        origin.Git("branch", "jobs/prod");
        Git(Place.Path, "clone", "-q", server.AddressOf(origin), Place["clone"]);
        origin.Git("branch", "-D", "jobs/prod");
        origin.Git("branch", "jobs");

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => Open(Settings(Place["clone"], branch: "jobs")).SyncAsync(default));

        Assert.EndsWith("Remove it from the clone: git remote prune origin.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repository_with_sha256_ids_needs_a_person()
    {
        Git(Place.Path, "init", "-q", "--bare", "--object-format=sha256", Place["wide.git"]);

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"], server.AddressOf(Place["wide.git"]))));

        Assert.Contains("its object ids are of the kind sha256", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clone_of_another_repository_is_refused_by_init_and_by_a_pass()
    {
        var other = BareOrigin.WithStateFolders(Place);
        await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)));
        var settings = Settings(Place["jobs"], server.AddressOf(other)) with { Password = "for the other" };
        var requests = server.Requests.Count;

        var ofInit = await Assert.ThrowsAsync<GojiCloneException>(() => InitializeAsync(settings));
        var ofPass = Assert.Throws<GojiCloneException>(() => Open(settings));

        Assert.Equal(
            $"'{Place["jobs"]}' is a clone of '{server.AddressOf(origin)}', and the setting Repository (or GIT_REPOSITORY) names '{server.AddressOf(other)}'. " +
            "Choose another Directory, delete the folder to clone anew, or correct the setting. Nothing was changed.",
            ofInit.Message);
        Assert.Equal(ofInit.Message, ofPass.Message);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Other_spelling_of_the_same_repository_is_accepted()
    {
        await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)));
        var spelled = server.AddressOf(origin).Replace("http://", "http://me:secret@", StringComparison.Ordinal).Replace(".git", "/", StringComparison.Ordinal);
        Git(Place["jobs"], "config", $"url.{server.AddressOf(origin)}.insteadOf", "work:jobs");

        Assert.Empty((await Open(Settings(Place["jobs"], spelled)).SyncAsync(default)).List(JobState.Queued));
        Assert.Equal(InitResult.AlreadyThere, (await InitializeAsync(Settings(Place["jobs"], "work:jobs"))).Result);
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<string> MoveAsync(LibGit2JobRepository repository)
    {
        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        repository.UpdateWorkingCopy(commit);
        return commit.Id;
    }
}
