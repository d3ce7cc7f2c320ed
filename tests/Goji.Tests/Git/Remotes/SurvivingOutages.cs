using System.Net;
using Goji.Git.Initializing;
using Goji.Model;
using Goji.Ports;
using Goji.Testing;
using Goji.Tests.Logs;

namespace Goji.Tests.Git.Remotes;

/// <summary>
/// Remotes that go away at any step: each is an <see cref="GojiUnavailableException"/>, and the same call succeeds once the remote is back.
/// </summary>
public sealed class SurvivingOutages : GitTest
{
    public static TheoryData<string, string> Outages { get; } = Combined(
        ["503", "429", "drop", "html", "cut"], Requests);

    public static TheoryData<string, string> ShortOutages { get; } = Combined(["503", "drop"], Requests);

    private static string[] Requests => ["GET upload-pack", "POST upload-pack", "GET receive-pack", "POST receive-pack"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Http_server_that_fails_at_a_request(string fault, string request)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        using var server = new GitHttpServer(Place.Path);
        Git(Place.Path, "clone", "-q", server.AddressOf(origin), Place["clone"]);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        using var repository = Open(Place["clone"]);
        var parts = request.Split(' ');
        var failed = 0;
        server.Instead = context => context.Request.HttpMethod == parts[0] && context.Request.RawUrl!.EndsWith(parts[1], StringComparison.Ordinal) && failed++ == 0
            ? FailAsync(context, fault)
            : Task.FromResult(false);

        var commit = await AgainAsync(async () =>
        {
            var snapshot = await repository.SyncAsync(default);
            return snapshot.List(JobState.Queued).Count == 0
                ? snapshot
                : repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        });
        var outcome = await AgainAsync(() => repository.PushAsync(commit, default));

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal("3", origin.Git("rev-list", "--count", "master"));
        Assert.True(failed > 0);
    }

    [Theory]
    [MemberData(nameof(ShortOutages))]
    public async Task Clone_is_made_although_the_server_fails_at_each_request_once(string fault, string request)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Remove a folder", ("unknown/.gitkeep", null));
        using var server = new GitHttpServer(Place.Path);
        var parts = request.Split(' ');
        var failed = 0;
        server.Instead = context => context.Request.HttpMethod == parts[0] && context.Request.RawUrl!.EndsWith(parts[1], StringComparison.Ordinal) && failed++ == 0
            ? FailAsync(context, fault)
            : Task.FromResult(false);

        var report = await new JobRepositoryInitializer(Settings(Place["jobs"], server.AddressOf(origin)), Log, new FastClock()).InitializeAsync(default);

        Assert.Equal(InitResult.Cloned, report.Result);
        Assert.Equal(origin.Tip, Git(Place["jobs"], "rev-parse", "HEAD"));
        Assert.Contains("unknown/.gitkeep", origin.Files);
        Assert.True(failed > 1);
    }

    [Fact]
    public async Task Clone_of_a_server_that_stays_away_is_given_up()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        using var server = new GitHttpServer(Place.Path) { Instead = context => FailAsync(context, "503") };

        await Assert.ThrowsAsync<GojiUnavailableException>(
            () => new JobRepositoryInitializer(Settings(Place["jobs"], server.AddressOf(origin)), Log, new FastClock()).InitializeAsync(default));

        Assert.Equal(Backoff.MaxFailures + 1, server.Requests.Count);
        Assert.False(Directory.Exists(Place["jobs"]));
    }

    [Theory]
    [InlineData("away")]
    [InlineData("empty mount point")]
    public async Task Unavailable_folder_is_retried(string kind)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        using var repository = Open(origin.Clone(Place["clone"]));
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        var away = origin.Path + ".away";
        Directory.Move(origin.Path, away);
        if (kind != "away")
        {
            Directory.CreateDirectory(origin.Path);
        }

        await Assert.ThrowsAsync<GojiUnavailableException>(() => repository.SyncAsync(default));
        await Assert.ThrowsAsync<GojiUnavailableException>(() => repository.PushAsync(commit, default));
        if (kind != "away")
        {
            Directory.Delete(origin.Path);
        }

        Directory.Move(away, origin.Path);

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, (await repository.SyncAsync(default)).Id);
    }

    [Fact]
    public async Task Silent_host_keeps_no_socket_open_beyond_the_timeout()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        using var mute = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        mute.Start();
        Git(origin.Clone(Place["clone"]), "remote", "set-url", "origin", $"http://{mute.LocalEndpoint}/jobs.git");
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var repository = await Goji.Git.LibGit2JobRepository.OpenAsync(Settings(Place["clone"]), Log, time, default);

        var sync = repository.SyncAsync(default);
        using var client = await mute.AcceptTcpClientAsync().InTime();
        var stream = client.GetStream();
        Assert.True(await stream.ReadAsync(new byte[64 * 1024]).AsTask().InTime() > 0);
        time.Advance(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<GojiUnavailableException>(() => sync.InTime());

        Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().InTime());
    }

    [Fact]
    public async Task Silence_is_reported_and_is_bounded()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        using var server = new GitHttpServer(Place.Path);
        Git(Place.Path, "clone", "-q", server.AddressOf(origin), Place["clone"]);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Instead = async _ =>
        {
            asked.TrySetResult();
            await ended.Task;
            return false;
        };
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var repository = await Goji.Git.LibGit2JobRepository.OpenAsync(Settings(Place["clone"]), Log, time, default);

        var sync = repository.SyncAsync(default);
        await asked.Task.InTime();
        time.Advance(TimeSpan.FromSeconds(5.1));
        await Eventually.IsTrueAsync(() => Log.All.Any(line => line.Contains("so far", StringComparison.Ordinal)), Log.ToString);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(sync.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(46.9));
        var failure = await Assert.ThrowsAsync<GojiUnavailableException>(() => sync.InTime());
        ended.SetResult();

        Assert.Contains("the remote has not answered for 60 seconds", failure.Message, StringComparison.Ordinal);
        Assert.Equal(
            [$"The fetch from '{server.AddressOf(origin)}' has taken 5s so far. Still waiting."],
            Log.All.Where(line => line.Contains("5s so far", StringComparison.Ordinal)));
    }

    private static TheoryData<string, string> Combined(string[] faults, string[] requests)
    {
        var data = new TheoryData<string, string>();
        foreach (var fault in faults)
        {
            foreach (var request in requests)
            {
                data.Add(fault, request);
            }
        }

        return data;
    }

    private static async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (GojiUnavailableException)
        {
            return await work();
        }
    }

    private static async Task<bool> FailAsync(HttpListenerContext context, string fault)
    {
        switch (fault)
        {
            case "drop":
                context.Response.Abort();
                return true;

            case "html":
                context.Response.ContentType = "text/html";
                await context.Response.OutputStream.WriteAsync("<html>Log in</html>"u8.ToArray());
                break;

            case "cut":
                // The answer begins as it should, and ends in the middle of a packet.
                var service = context.Request.RawUrl!.Contains("receive-pack", StringComparison.Ordinal) ? "receive" : "upload";
                context.Response.ContentType = $"application/x-git-{service}-pack-{(context.Request.HttpMethod == "GET" ? "advertisement" : "result")}";
                await context.Response.OutputStream.WriteAsync("001e# service="u8.ToArray());
                break;

            default:
                context.Response.StatusCode = int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture);
                break;
        }

        context.Response.Close();
        return true;
    }
}
