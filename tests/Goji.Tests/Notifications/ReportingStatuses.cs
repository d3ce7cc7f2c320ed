using Goji.Records;
using Goji.Testing;
using Goji.Tests.Passes;

namespace Goji.Tests.Notifications;

/// <summary>Passes over a repository behind http, and the API of its host.</summary>
public sealed class ReportingStatuses : PassTest, IDisposable
{
    private readonly ApiServer api = new();
    private readonly GitHttpServer git;

    public ReportingStatuses()
    {
        git = new GitHttpServer(Path.GetDirectoryName(Place.Path)!);
        Origin.Git("config", "http.receivepack", "true");
        var address = $"http://127.0.0.1:{git.Port}/{Path.GetFileName(Place.Path)}/{Path.GetFileName(Origin.Path)}";
        GitProgram.Run(Options.Directory, "remote", "set-url", "origin", address);
        Options.CommitStatus = CommitStatusMode.Auto;
        Options.StatusHost = GitHostKind.GitHub;
        Options.StatusApi = api.Address;
        Options.StatusToken = "t0k3n-of-the-api";
        Options.BuildUrl = "https://ci.example/builds/7";
    }

    [Fact]
    public async Task Commit_that_queued_a_file_gets_its_states()
    {
        Queue(("team/a.yaml", Job("a")));
        var commit = Origin.Tip;
        Origin.Commit("Something else", ("notes.txt", "n"));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["notes.txt", "succeeded/team/a.yaml"], Jobs());
        Assert.All(api.Calls, call => Assert.EndsWith($"/statuses/{commit} HTTP/1.1", call.Line, StringComparison.Ordinal));
        Assert.Equal(["pending running", "success succeeded in 1s"], States("goji/team/a.yaml"));
        Assert.All(api.Calls, call => Assert.Equal("https://ci.example/builds/7", call.Json["target_url"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Job_that_fails_has_its_reason()
    {
        Queue(("a.yaml", Job("a", "exit 3")), ("broken.yaml", "kind: Nothing\n"));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(2, States("goji/a.yaml").Count);
        Assert.StartsWith("failure Job default/a: BackoffLimitExceeded: ", States("goji/a.yaml")[1], StringComparison.Ordinal);
        Assert.StartsWith("failure ", Assert.Single(States("goji/broken.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_file_has_the_reason_once()
    {
        Queue(("a.yaml", Job("a", seconds: 100)), ("b.yaml", Job("b")));
        Options.MaxProcessing = 1;

        await PassAsync();
        await PassAfterAsync(1);
        await PassAfterAsync(1);
        await PassAfterAsync(200);
        await PassAfterAsync(5);
        await PassAfterAsync(5);

        Assert.Equal(["succeeded/a.yaml", "succeeded/b.yaml"], Jobs());
        Assert.Equal(3, States("goji/b.yaml").Count);
        Assert.StartsWith("pending queued: ", States("goji/b.yaml")[0], StringComparison.Ordinal);
        Assert.Equal(["pending running", "success succeeded in 1s"], States("goji/b.yaml")[1..]);
    }

    [Fact]
    public async Task Job_that_somebody_runs_again_is_reported_on_the_commit_that_queued_it_again()
    {
        Queue(("a.yaml", Job("a", "exit 3")));
        var first = Origin.Tip;
        await PassAsync();
        await PassAfterAsync(5);
        var second = Origin.Commit("Again", ("failed/a.yaml", null), ("queued/a.yaml", Job("a")));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal([(first, "pending"), (first, "failure"), (second, "pending"), (second, "success")], api.Calls.Select(call => (CommitIn(call), call.Json["state"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Fresh_clone_without_history_reports_on_the_tip_at_the_claim()
    {
        Queue(("a.yaml", Job("a")));
        Options.Repository = GitProgram.Run(Options.Directory, "remote", "get-url", "origin");
        Options.Directory = Place["shallow"];
        await Runner().InitAsync();
        var tip = Origin.Tip;

        await PassAsync();

        Assert.Equal([tip], api.Calls.Select(CommitIn));
        Assert.Equal(tip, Assert.Single(Open()).Commit);
    }

    [Fact]
    public async Task Verdict_that_a_killed_runner_did_not_report_is_reported_by_a_later_pass_without_a_commit()
    {
        Queue(("a.yaml", Job("a")));
        await PassAsync();
        api.Respond = _ => ApiServer.Response(401, "{}");
        await PassAfterAsync(5);
        Assert.Equal("status=running", Assert.Single(Open()).Reported);
        var tip = Origin.Tip;
        api.Respond = _ => ApiServer.Response(201, "{}");

        File.Delete(Path.Combine(Options.Directory, ".git", "goji", "notifications.json"));
        await new GojiRunner(Options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")), Clock).ProcessAsync();
        Assert.Equal("pending running", States("goji/a.yaml")[^2]);
        Clock.Advance(TimeSpan.FromMinutes(3));
        await new GojiRunner(Options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")), Clock).ProcessAsync();

        Assert.Equal("success succeeded in 1s", States("goji/a.yaml")[^1]);
        Assert.Equal(tip, Origin.Tip);

        Queue(("b.yaml", Job("b")));
        await PassAsync();
        Assert.Equal(["b.yaml"], Open().Select(entry => entry.File));
    }

    [Fact]
    public async Task Claims_of_a_runner_without_statuses_are_reported_too()
    {
        Queue(("a.yaml", Job("a")));
        var commit = Origin.Tip;
        Options.CommitStatus = CommitStatusMode.Off;
        await PassAsync();
        Assert.DoesNotContain(PendingNotifications.Path, Origin.Files);

        Options.CommitStatus = CommitStatusMode.Auto;
        await PassAfterAsync(5);

        Assert.Equal([(commit, "success")], api.Calls.Select(call => (CommitIn(call), call.Json["state"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Commit_of_many_jobs_gets_one_status_and_no_more_than_three_requests()
    {
        Queue([.. Enumerable.Range(1, 30).Select(number => ($"{number}.yaml", Job($"many-{number}", number == 7 ? "exit 3" : "success")))]);

        await PassAsync();
        await PassAfterAsync(5);

        Assert.All(api.Calls, call => Assert.Equal("goji", call.Json["context"]!.GetValue<string>()));
        Assert.Equal(["pending 30 jobs: 30 running", "failure 30 jobs: 1 failed, 29 succeeded"], States("goji"));
    }

    [Fact]
    public async Task Host_that_refuses_changes_nothing_but_a_warning()
    {
        api.Respond = _ => ApiServer.Response(403, """{"message":"Resource not accessible by integration"}""");
        Queue(("a.yaml", Job("a")));

        await PassAsync();
        var report = await PassAfterAsync(5);

        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Empty(report.Warnings);
        Assert.Contains(Log.Warnings, warning => warning.StartsWith("The status 'goji/a.yaml' of commit ", StringComparison.Ordinal) && warning.Contains("is refused: 403 Forbidden", StringComparison.Ordinal));
        Assert.DoesNotContain(Options.StatusToken!, Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_and_a_host_that_is_not_known_send_nothing()
    {
        Queue(("a.yaml", Job("a")));
        Options.DryRun = true;
        await PassAsync();
        Options.DryRun = false;
        Options.StatusHost = null;
        await PassAsync();

        Assert.Empty(api.Calls);
        Assert.StartsWith("The commit statuses are off: The kind of the Git host of 'http://127.0.0.1:", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    private IReadOnlyList<PendingNotification> Open() => PendingNotificationsYaml.Read(System.Text.Encoding.UTF8.GetBytes(Origin.Show(PendingNotifications.Path) + "\n")).Entries;

    private List<string> States(string context) =>
        [.. api.Calls.Select(call => call.Json).Where(body => body["context"]!.GetValue<string>() == context).Select(body => $"{body["state"]} {body["description"]}")];

    private static string CommitIn(ApiCall call) => call.Line.Split(' ')[1].Split('/')[^1];

    public new void Dispose()
    {
        git.Dispose();
        api.Dispose();
        base.Dispose();
    }
}
