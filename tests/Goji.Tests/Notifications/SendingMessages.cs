using System.Text.Json.Nodes;
using Goji.Records;
using Goji.Tests.Passes;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Notifications;

/// <summary>Passes that tell somebody about their jobs.</summary>
public sealed class SendingMessages : PassTest, IDisposable
{
    private readonly ApiServer receiver = new();

    public SendingMessages() => Options.Notifications = [Target("ops")];

    public new void Dispose()
    {
        receiver.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Failed_job_is_reported_once_and_recorded()
    {
        Queue(("a.yaml", Job("a", "exit 3")), ("b.yaml", Job("b")));
        var commit = Origin.Tip;

        await PassAsync();
        await PassAfterAsync(5);
        await PassAfterAsync(5);
        File.Delete(Path.Combine(Options.Directory, ".git", "goji", "notifications.json"));
        await PassAfterAsync(3600);

        var told = Assert.Single(Told());
        Assert.Equal(("run.goji.job.failed", "a.yaml", commit), (Text(told, "type"), Text(told, "subject"), Text(told["data"]!, "commit")));
        Assert.Contains("BackoffLimitExceeded", Text(told["data"]!, "reason"), StringComparison.Ordinal);
        Assert.Empty(told["data"]!["log"]!.AsArray());
        Assert.Equal($"{Record("a.yaml").Newest!.Id}-failure", Text(told, "id"));
        Assert.Contains("a.yaml reported", Origin.Git("log", "--format=%s", Origin.Branch), StringComparison.Ordinal);
        Assert.DoesNotContain(PendingNotifications.Path, Origin.Files);
    }

    [Fact]
    public async Task Job_that_succeeds_after_failures_is_reported_once()
    {
        Queue(("a.yaml", Job("a", "exit 3")));
        await PassAsync();
        await PassAfterAsync(5);
        Origin.Commit("Again", ("failed/a.yaml", null), ("queued/a.yaml", Job("a", "exit 3")));
        await PassAsync();
        await PassAfterAsync(5);
        Origin.Commit("Fixed", ("failed/a.yaml", null), ("queued/a.yaml", Job("a")));
        await PassAsync();
        await PassAfterAsync(5);
        Origin.Commit("Once more", ("succeeded/a.yaml", null), ("queued/a.yaml", Job("a")));
        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["Job failed: a.yaml", "Job failed: a.yaml", "Job succeeded after 2 failures: a.yaml"], Told().Select(told => Text(told["data"]!, "title")));
    }

    [Fact]
    public async Task Log_lines_are_sent_where_the_target_wants_them()
    {
        Options.Notifications = [Target("ops") with { LogLines = 1 }];
        Queue(("a.yaml", Job("a", "exit 3").Replace("sandbox.goji.run/result", "sandbox.goji.run/log: \"one\\ntwo\"\n        sandbox.goji.run/result", StringComparison.Ordinal)));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Single(Assert.Single(Told())["data"]!["log"]!.AsArray());
    }

    [Fact]
    public async Task Message_that_a_runner_could_not_send_is_sent_by_a_later_one_with_the_same_id()
    {
        receiver.Respond = _ => ApiServer.Response(401, "{}");
        Queue(("a.yaml", Job("a", "exit 3")));
        await PassAsync();
        await PassAfterAsync(5);
        Assert.Equal(["failed/a.yaml"], Jobs());
        var first = Assert.Single(receiver.Calls);
        receiver.Respond = _ => ApiServer.Response(200, "ok");
        File.Delete(Path.Combine(Options.Directory, ".git", "goji", "notifications.json"));

        await LaterAsync(TimeSpan.FromMinutes(5));
        Assert.Single(receiver.Calls);
        await LaterAsync(TimeSpan.FromMinutes(11));
        await LaterAsync(TimeSpan.FromMinutes(20));

        Assert.Equal([Text(first.Json, "id"), Text(first.Json, "id")], receiver.Calls.Select(call => Text(call.Json, "id")));
        Assert.DoesNotContain(PendingNotifications.Path, Origin.Files);
    }

    [Fact]
    public async Task Each_target_has_its_own_messages_and_an_unreachable_one_delays_no_other()
    {
        using var broken = new ApiServer { Respond = _ => ApiServer.Response(404, "no_service") };
        Options.Notifications = [Target("broken") with { Address = broken.Address }, Target("ops"), Target("others") with { Paths = ["other/**"] }];
        Queue(("a.yaml", Job("a", "exit 3")));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Single(Told());
        Assert.Equal(["The message to 'broken' about 'a.yaml' is refused: 404 NotFound: no_service."], Log.Warnings);
    }

    [Fact]
    public async Task Secret_address_is_in_no_text()
    {
        const string Variable = "GOJI_TEST_SLACK_ADDRESS";
        Environment.SetEnvironmentVariable(Variable, $"{receiver.Address}/services/T0/s3cr3t-path");
        try
        {
            receiver.Respond = _ => ApiServer.Response(403, "invalid_token");
            Options.Notifications = [new() { Name = "chat", Kind = NotificationKind.Slack, AddressFrom = Variable }, new() { Name = "off", Kind = NotificationKind.Slack, AddressFrom = "GOJI_TEST_NOT_SET" }];
            Queue(("a.yaml", Job("a", "exit 3")));
            await PassAsync();
            await PassAfterAsync(5);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }

        Assert.StartsWith("POST /services/T0/s3cr3t-path ", Assert.Single(receiver.Calls).Line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-path", Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-path", Origin.Git("log", "-p", Origin.Branch), StringComparison.Ordinal);
        Assert.Contains(
            "The notification target 'off' is off: The environment variable 'GOJI_TEST_NOT_SET' is not set. Set it, or name a file with 'GOJI_TEST_NOT_SET_FILE'.",
            Log.Warnings);
    }

    private NotificationTarget Target(string name) => new() { Name = name, Kind = NotificationKind.CloudEvents, Address = receiver.Address };

    private List<JsonObject> Told() => [.. receiver.Calls.Select(call => call.Json)];

    private async Task LaterAsync(TimeSpan later)
    {
        var time = new FakeTimeProvider(Clock.GetUtcNow() + later);
        await new GojiRunner(Options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")), time).ProcessAsync();
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
