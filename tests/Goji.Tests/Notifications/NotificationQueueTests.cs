using Goji.Notifications;
using Goji.Notifications.Statuses;
using Goji.Ports.Notifications;
using Goji.Testing;
using Goji.Tests.Git;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Notifications;

public sealed class NotificationQueueTests : IDisposable
{
    private const int Jobs = 500;
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Start);
    private readonly RecordedLog log = new();
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Server_sets_the_statuses_of_500_commits_despite_a_limit_and_faults()
    {
        using var host = new SimulatedHost(clock) { PerMinute = 100, Faults = 0.5 };
        await using var queue = Queue(host, TimeSpan.Zero);

        queue.Post([.. Numbers().Select(number => Job(number, NotificationState.Running))]);
        await LetPassAsync(queue, 30);
        queue.Post([.. Numbers().Select(number => Job(number, number % 3 == 0 ? NotificationState.Failed : NotificationState.Succeeded))]);
        await LetPassAsync(queue, 7200);

        Assert.Equal(0, queue.Waiting);
        Assert.All(Numbers(), number =>
        {
            var states = host.StatesOf($"c{number}", $"goji/{number}.yaml");
            Assert.Equal(number % 3 == 0 ? "failure" : "success", states[^1]);
            Assert.InRange(states.Count, 1, 3);
        });
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task Passes_with_new_clones_send_the_rest_in_ten_seconds_each()
    {
        using var host = new SimulatedHost(clock) { PerMinute = 120, Faults = 0.5 };
        var verdicts = Numbers().Select(number => Job(number, NotificationState.Succeeded) with { IsOwn = false, Since = Start - TimeSpan.FromMinutes(5) }).ToList();
        for (var pass = 0; pass < 200 && Numbers().Any(number => host.StatesOf($"c{number}", $"goji/{number}.yaml").Count == 0); pass++)
        {
            await using var queue = Queue(host, NotificationQueue.PassPatience);
            queue.Post(verdicts);
            var began = clock.GetUtcNow();
            await EndAsync(queue);
            Assert.InRange((clock.GetUtcNow() - began).TotalSeconds, 0, 10);
            clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.All(Numbers(), number => Assert.Equal("success", host.StatesOf($"c{number}", $"goji/{number}.yaml")[^1]));
    }

    [Fact]
    public async Task Nothing_is_sent_twice()
    {
        using var host = new SimulatedHost(clock);
        await using var queue = Queue(host, TimeSpan.Zero);

        for (var pass = 0; pass < 3; pass++)
        {
            queue.Post([Job(1, NotificationState.Running), Job(2, NotificationState.Succeeded)]);
            await LetPassAsync(queue, 60);
        }

        Assert.Equal(2, host.Requests);
        Assert.Equal(("status=running", "status=success"), (queue.Noted(new("1.yaml", "run1", "c1")).Reported, queue.Noted(new("2.yaml", "run2", "c2")).Reported));
    }

    [Fact]
    public async Task What_the_repository_shows_as_reported_is_not_sent()
    {
        using var host = new SimulatedHost(clock);
        await using var queue = Queue(host, TimeSpan.Zero);

        queue.Post([Job(1, NotificationState.Succeeded) with { Recorded = new Dictionary<string, string> { ["status"] = "success" } }, Job(2, NotificationState.Succeeded) with { Recorded = new Dictionary<string, string> { ["status"] = "running" } }]);
        await LetPassAsync(queue, 1);

        Assert.Empty(host.StatesOf("c1", "goji/1.yaml"));
        Assert.Equal(["success"], host.StatesOf("c2", "goji/2.yaml"));
    }

    [Fact]
    public async Task Change_of_another_runner_is_left_to_it_for_two_minutes_and_to_nobody_after_a_day()
    {
        using var host = new SimulatedHost(clock);
        await using var queue = Queue(host, TimeSpan.Zero);
        Notification[] others =
        [
            Job(1, NotificationState.Succeeded) with { IsOwn = false, Since = Start - TimeSpan.FromMinutes(1) },
            Job(2, NotificationState.Succeeded) with { IsOwn = false, Since = Start - TimeSpan.FromDays(2) },
        ];

        queue.Post(others);
        await LetPassAsync(queue, 60);
        Assert.Equal(0, host.Requests);

        queue.Post(others);
        await LetPassAsync(queue, 1);
        Assert.Equal(["success"], host.StatesOf("c1", "goji/1.yaml"));
        Assert.Equal(1, host.Requests);
        Assert.Equal("status=success", queue.Noted(new("2.yaml", "run2", "c2")).Reported);
    }

    [Fact]
    public async Task Changed_reason_of_a_held_file_is_sent_every_ten_minutes_at_most()
    {
        using var host = new SimulatedHost(clock);
        await using var queue = Queue(host, TimeSpan.Zero);
        for (var minute = 0; minute < 20; minute++)
        {
            queue.Post([new("1.yaml", "", "c1", NotificationState.Held) { Reason = $"reason {minute}", Since = Start }]);
            await LetPassAsync(queue, 60);
        }

        Assert.Equal(2, host.Requests);
    }

    [Fact]
    public async Task File_that_was_held_for_long_is_not_reported_by_each_new_clone()
    {
        using var host = new SimulatedHost(clock);
        foreach (var age in new[] { 10, 30, 120, 600 })
        {
            await using var queue = Queue(host, TimeSpan.Zero);
            queue.Post([new("1.yaml", "", "c1", NotificationState.Held) { Reason = "waits", Since = Start - TimeSpan.FromMinutes(age) }]);
            await LetPassAsync(queue, 1);
        }

        Assert.Equal(2, host.Requests);
    }

    [Fact]
    public async Task Next_pass_on_the_same_clone_knows_what_was_reported()
    {
        using var host = new SimulatedHost(clock);
        for (var pass = 0; pass < 3; pass++)
        {
            await using var queue = Queue(host, NotificationQueue.PassPatience, new(place["notifications.json"]));
            queue.Post([Job(1, NotificationState.Succeeded), new("2.yaml", "", "c2", NotificationState.Held) { Reason = "waits", Since = Start }]);
            await queue.EndPassAsync(CancellationToken.None);
        }

        Assert.Equal(2, host.Requests);
    }

    [Fact]
    public async Task Refused_credentials_are_reported_once_and_end_the_sending()
    {
        using var server = new ApiServer { Respond = _ => ApiServer.Response(401, """{"message":"Bad credentials"}""") };
        await using var queue = new NotificationQueue(handler: null, log, clock, NotificationQueue.PassPatience);
        queue.Use(Route(server.Address));

        queue.Post([.. Numbers().Take(30).Select(number => Job(number, NotificationState.Running))]);
        await queue.EndPassAsync(CancellationToken.None);

        Assert.Single(server.Calls);
        Assert.Equal(
            [
                """The status 'goji/1.yaml' of commit c1 is refused, and so are 29 others ('goji/2.yaml', 'goji/3.yaml', 'goji/4.yaml', ...): 401 Unauthorized: {"message":"Bad credentials"}. """
                + "The token (GOJI_STATUS_TOKEN or GIT_PASSWORD) needs "
                + "the permission 'Commit statuses: write' for the repository, or the scope 'repo:status'.",
            ],
            log.Warnings);
        Assert.DoesNotContain("t0k3n", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_that_the_host_does_not_know_does_not_keep_the_others_back()
    {
        using var server = new ApiServer
        {
            Respond = call => call.Line.Contains("/c1 ", StringComparison.Ordinal)
                ? ApiServer.Response(422, """{"message":"No commit found for SHA: c1"}""")
                : ApiServer.Response(201, "{}"),
        };
        await using var queue = new NotificationQueue(handler: null, log, clock, NotificationQueue.PassPatience);
        queue.Use(Route(server.Address));

        queue.Post([Job(1, NotificationState.Running), Job(2, NotificationState.Running)]);
        await queue.EndPassAsync(CancellationToken.None);
        queue.Post([Job(1, NotificationState.Running), Job(2, NotificationState.Running)]);
        await queue.EndPassAsync(CancellationToken.None);

        Assert.Equal(2, server.Calls.Count);
        Assert.Equal(
            ["""The status 'goji/1.yaml' of commit c1 is refused: 422 UnprocessableEntity: {"message":"No commit found for SHA: c1"}."""],
            log.Warnings);
    }

    [Fact]
    public async Task Pass_that_leaves_some_to_a_later_one_reports_how_many_and_why()
    {
        using var host = new SimulatedHost(clock) { Faults = 1 };
        await using var queue = Queue(host, NotificationQueue.PassPatience);

        queue.Post([.. Numbers().Take(5).Select(number => Job(number, NotificationState.Running))]);
        await EndAsync(queue);

        var warning = Assert.Single(log.Warnings);
        Assert.StartsWith("5 statuses or messages are not sent ('goji/", warning, StringComparison.Ordinal);
        Assert.EndsWith(", ...): 502 Bad Gateway. A later pass sends them.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_does_not_answer_delays_a_pass_by_ten_seconds()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ApiServer
        {
            Respond = _ =>
            {
                asked.TrySetResult();
                return "...";
            },
        };
        await using var queue = new NotificationQueue(handler: null, log, clock, NotificationQueue.PassPatience);
        queue.Use(Route(server.Address));

        queue.Post([Job(1, NotificationState.Running)]);
        await asked.Task.InTime();
        var end = queue.EndPassAsync(CancellationToken.None);
        Assert.False(end.IsCompleted);
        clock.Advance(NotificationQueue.PassPatience);

        await end.InTime();
    }

    private NotificationQueue Queue(SimulatedHost host, TimeSpan patience, SentNotificationFile? file = null)
    {
        var queue = new NotificationQueue(host, log, clock, patience, file);
        queue.Use(Route("https://api.example"));
        return queue;
    }

    private static NotificationRoute Route(string address) => new("https://git.example/acme/jobs", new(null, null)) { Statuses = Api(address) };

    private static StatusApi? Api(string address) =>
        StatusApis.Of(new() { StatusApi = address, StatusToken = "t0k3n", StatusHost = GitHostKind.GitHub }, "https://git.example/acme/jobs", out _);

    private static IEnumerable<int> Numbers() => Enumerable.Range(1, Jobs);

    private static Notification Job(int number, NotificationState state) => new($"{number}.yaml", $"run{number}", $"c{number}", state) { Reason = "as it is", Since = Start, IsOwn = true };

    /// <summary>Ends a pass, in ten seconds of virtual time at most.</summary>
    private async Task EndAsync(NotificationQueue queue)
    {
        var end = queue.EndPassAsync(CancellationToken.None);
        for (var step = 0; step < 100 && !end.IsCompleted; step++)
        {
            WaitUntil(() => queue.IsQuiet || end.IsCompleted);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await end.InTime();
    }

    /// <summary>Lets virtual time pass, and the worker do what it has to do in each second.</summary>
    private async Task LetPassAsync(NotificationQueue queue, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            WaitUntil(() => queue.IsQuiet);
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        WaitUntil(() => queue.IsQuiet);
    }

    private static void WaitUntil(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeLimit.Longest), "The queue still works, although no time passes.");
}
