using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Testing;
using Goji.Tests.Git;

namespace Goji.Tests.Settings;

public sealed class NotificationSettingsTests : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Documented_targets_are_read()
    {
        var targets = Read(File.ReadAllText(Path.Combine(Need.Folder("samples/notifications")!, "goji.yaml")));

        Assert.Equivalent(
            new NotificationTarget[]
            {
                new() { Name = "ops", Kind = NotificationKind.Slack, AddressFrom = "OPS_SLACK_WEBHOOK" },
                new()
                {
                    Name = "payments",
                    Kind = NotificationKind.Teams,
                    AddressFrom = "PAYMENTS_TEAMS_WEBHOOK",
                    States = [JobState.Failed, JobState.Unknown, JobState.Succeeded],
                    Paths = ["payments/**"],
                    LogLines = 5,
                },
                new()
                {
                    Name = "events",
                    Kind = NotificationKind.CloudEvents,
                    Address = "https://events.example.com/goji",
                    SecretFrom = "EVENTS_KEY",
                    States = [JobState.Processing, JobState.Succeeded, JobState.Failed, JobState.Unknown],
                },
            },
            targets,
            strict: true);
    }

    [Theory]
    [InlineData("[{name: a, kind: slack}]", "has a target 'a' that needs one of Address and AddressFrom (address, addressFrom)")]
    [InlineData("[{name: a, kind: slack, address: https://hooks.example/x}]", "the address of the one in line 1 is a secret: name the environment variable that holds it with addressFrom")]
    [InlineData("[{name: a b, kind: slack, addressFrom: X}]", "has a target 'a b': a name has letters, digits, '-', '_' and '.'")]
    [InlineData("[{name: a, kind: slack, addressFrom: X}, {name: a, kind: teams, addressFrom: Y}]", "has two targets with the name 'a'")]
    [InlineData("[{name: a, kind: mail, addressFrom: X}]", "is not one of slack, teams, cloudevents")]
    [InlineData("[{name: a, kind: slack, addressForm: X}]", "'addressForm' in line 1 is not a field of a target, did you mean 'addressFrom'?")]
    [InlineData("[{name: a, kind: cloudevents, address: 'ftp://x'}]", "must be an http or https address without credentials")]
    [InlineData("[{name: a, kind: cloudevents, address: 'https://me:secret@x'}]", "must be an http or https address without credentials")]
    [InlineData("[{name: a, kind: slack, addressFrom: X, states: [queued]}]", "with the state queued, which is not reported")]
    [InlineData("ops", "is not a list of targets, each with a name, a kind and an address")]
    public void Mistakes_are_named(string targets, string mistake)
    {
        var failure = Assert.Throws<GojiUsageException>(() => Read($"notifications: {targets}"));

        Assert.Contains(mistake, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("me:secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_in_code_are_checked_too()
    {
        var options = new GojiOptions { Notifications = [new() { Name = "a", Kind = NotificationKind.Slack }] };

        Assert.Throws<GojiUsageException>(() => new GojiRunner(options, new RecordedLog()));
    }

    private IReadOnlyList<NotificationTarget> Read(string text)
    {
        File.WriteAllText(place["goji.yaml"], text);
        var values = new SettingValues([ConfigFile.Read(place["goji.yaml"])]);
        var targets = values.Get(SettingTable.Notifications);
        values.ThrowIfWrong();
        return targets;
    }
}
