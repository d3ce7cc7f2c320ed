using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Goji.Notifications.Messages;
using Goji.Ports.Notifications;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Notifications;

/// <summary>Messages in the forms that the receivers document.</summary>
public sealed class MessageFormTests
{
    private static readonly Uri Address = new("https://hooks.example/T1/B2");
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static JobMessage Message { get; } = new(
        new("team-a/a.yaml", "01RUN", "c0ffee", NotificationState.Failed)
        {
            Reason = "Job default/a: BackoffLimitExceeded: <!channel> & more",
            Since = new DateTimeOffset(2026, 11, 22, 11, 59, 30, TimeSpan.Zero),
        },
        "https://git.example/acme/jobs")
    {
        Link = "https://goji.example/jobs/team-a/a.yaml",
        Log = ["first ```", "last\u001b[31m"],
    };

    [Fact]
    public async Task Slack_gets_blocks_that_mention_nobody()
    {
        using var request = new SlackMessages().RequestOf(Address, Message);

        Assert.Equal((HttpMethod.Post, Address), (request.Method, request.RequestUri));
        Assert.Equal("application/json; charset=utf-8", request.Content!.Headers.ContentType!.ToString());
        AssertJson(
            """
            {"text":"Job failed: team-a/a.yaml","blocks":[
              {"type":"section","text":{"type":"mrkdwn","text":"*Job failed: team-a/a.yaml*\nJob default/a: BackoffLimitExceeded: &lt;!channel&gt; &amp; more"}},
              {"type":"section","text":{"type":"mrkdwn","text":"```first '''\nlast [31m```"}},
              {"type":"context","elements":[{"type":"mrkdwn","text":"https://git.example/acme/jobs, run 01RUN, commit c0ffee"}]},
              {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open"},"url":"https://goji.example/jobs/team-a/a.yaml"}]}]}
            """,
            await request.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Teams_gets_an_adaptive_card()
    {
        using var request = new TeamsMessages().RequestOf(Address, Message with { Log = [] });

        AssertJson(
            """
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{
              "$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4",
              "body":[
                {"type":"TextBlock","text":"Job failed: team-a/a.yaml","wrap":true,"weight":"Bolder","size":"Medium"},
                {"type":"TextBlock","text":"Job default/a: BackoffLimitExceeded: <!channel> & more","wrap":true},
                {"type":"FactSet","facts":[{"title":"Repository","value":"https://git.example/acme/jobs"},{"title":"Run","value":"01RUN"},{"title":"Commit","value":"c0ffee"}]}],
              "actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://goji.example/jobs/team-a/a.yaml"}]}}]}
            """,
            await request.Content!.ReadAsStringAsync());
    }

    [Fact]
    public async Task Official_package_reads_the_event()
    {
        using var request = new CloudEventMessages(key: null, clock).RequestOf(Address, Message);

        var type = request.Content!.Headers.ContentType!.ToString();
        var read = new JsonEventFormatter().DecodeStructuredModeMessage(await request.Content.ReadAsByteArrayAsync(), new ContentType(type), extensionAttributes: null);
        Assert.True(read.IsValid);
        Assert.Equal(
            ("01RUN-failure", new Uri("https://git.example/acme/jobs"), "run.goji.job.failed", "team-a/a.yaml", Message.Notification.Since, "application/json"),
            (read.Id, read.Source, read.Type, read.Subject, read.Time, read.DataContentType));
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        AssertJson(
            """
            {"file":"team-a/a.yaml","state":"failed","title":"Job failed: team-a/a.yaml","reason":"Job default/a: BackoffLimitExceeded: <!channel> & more",
             "runId":"01RUN","commit":"c0ffee","failuresBefore":0,"link":"https://goji.example/jobs/team-a/a.yaml","log":["first ```","last\u001b[31m"]}
            """,
            ((JsonElement)read.Data!).GetRawText());
        Assert.DoesNotContain(request.Headers, header => header.Key.StartsWith("webhook", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("git@github.com:acme/my jobs.git", "ssh://github.com/acme/my%20jobs")]
    [InlineData("/srv/jobs.git", "file:///srv/jobs.git")]
    public async Task Source_is_a_URI(string repository, string source)
    {
        using var request = new CloudEventMessages(key: null, clock).RequestOf(Address, Message with { Repository = repository });

        Assert.Equal(source, JsonNode.Parse(await request.Content!.ReadAsStringAsync())!["source"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("a plain key", "a plain key")]
    [InlineData("whsec_YSBrZXk=", "a key")]
    public async Task Event_is_signed_as_standard_webhooks_are(string key, string bytes)
    {
        using var request = new CloudEventMessages(key, clock).RequestOf(Address, Message);

        var body = await request.Content!.ReadAsStringAsync();
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(bytes), Encoding.UTF8.GetBytes($"01RUN-failure.1795348800.{body}")));
        Assert.Equal(("01RUN-failure", "1795348800", $"v1,{expected}"), (Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature")));

        string Header(string name) => Assert.Single(request.Headers.GetValues(name));
    }

    [Theory]
    [InlineData("Running", 0, "Job started: a.yaml")]
    [InlineData("Succeeded", 0, "Job succeeded: a.yaml")]
    [InlineData("Succeeded", 1, "Job succeeded after 1 failure: a.yaml")]
    [InlineData("Succeeded", 2, "Job succeeded after 2 failures: a.yaml")]
    [InlineData("Failed", 2, "Job failed: a.yaml")]
    [InlineData("Unknown", 0, "Job unknown: a.yaml")]
    public void Title_has_the_verdict(string state, int failures, string title) =>
        Assert.Equal(title, new JobMessage(new("a.yaml", "01", "c", Enum.Parse<NotificationState>(state)) { FailuresBefore = failures }, "r").Title);

    [Theory]
    [InlineData("Failed", 0, "failed", "team-a/**", true)]
    [InlineData("Failed", 0, "failed", "team-b/**", false)]
    [InlineData("Failed", 0, "unknown", "", false)]
    [InlineData("Unknown", 0, "unknown", "", true)]
    [InlineData("Succeeded", 0, "failed", "", false)]
    [InlineData("Succeeded", 1, "failed", "", true)]
    [InlineData("Succeeded", 1, "processing", "", false)]
    [InlineData("Succeeded", 0, "succeeded", "", true)]
    [InlineData("Running", 0, "processing", "team-?/a.yaml", true)]
    [InlineData("Held", 0, "processing", "", false)]
    public void Filters_select_the_receivers(string state, int failures, string wanted, string paths, bool isTold)
    {
        var target = new NotificationTarget
        {
            Name = "ops",
            Kind = NotificationKind.Slack,
            States = [Enum.Parse<JobState>(wanted, ignoreCase: true)],
            Paths = paths.Length > 0 ? [paths] : [],
        };

        Assert.Equal(
            isTold,
            new MessageTarget(target, Address, new SlackMessages()).Wants(new("team-a/a.yaml", "01", "c", Enum.Parse<NotificationState>(state)) { FailuresBefore = failures }));
    }

    [Fact]
    public void Sample_for_mail_is_a_whole_flow_over_fields_that_events_have()
    {
        var flow = JsonNode.Parse(File.ReadAllText(Path.Combine(Need.Folder("samples/notifications")!, "mail.json")))!.AsArray();
        var ids = flow.Select(node => node!["id"]!.GetValue<string>()).ToList();
        var targets = flow.SelectMany(node => node!["wires"]!.AsArray().SelectMany(wires => wires!.AsArray()).Concat(node["scope"]?.AsArray() ?? []));
        var fields = System.Text.RegularExpressions.Regex.Matches(flow[1]!["func"]!.GetValue<string>(), @"job\.(\w+)").Select(match => match.Groups[1].Value).Distinct();
        using var request = new CloudEventMessages(key: null, clock).RequestOf(Address, Message);
        using var body = request.Content!.ReadAsStream();
        var data = JsonNode.Parse(body)!["data"]!.AsObject();

        Assert.All(targets, target => Assert.Contains(target!.GetValue<string>(), ids));
        Assert.All(fields, field => Assert.True(data.ContainsKey(field), field));
        Assert.Equal(("post", "/goji"), (flow[0]!["method"]!.GetValue<string>(), flow[0]!["url"]!.GetValue<string>()));
    }

    private static void AssertJson(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
