using Goji.Notifications.Statuses;
using Goji.Ports.Notifications;

namespace Goji.Tests.Notifications;

public sealed class StatusPlanTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("Held", "waits for a.yaml", "queued: waits for a.yaml")]
    [InlineData("Held", "", "queued")]
    [InlineData("Running", "", "running")]
    [InlineData("Succeeded", "succeeded in 3m 5s", "succeeded in 3m 5s")]
    [InlineData("Failed", "Job default/a: BackoffLimitExceeded: container a exited with code 3", "Job default/a: BackoffLimitExceeded: container a exited with code 3")]
    [InlineData("Unknown", "Job default/a: Gone: it was deleted", "Job default/a: Gone: it was deleted")]
    public void Job_has_a_status_of_its_own(string state, string reason, string description)
    {
        var answer = new Notification("team/a.yaml", "01", Commit, Enum.Parse<NotificationState>(state)) { Reason = reason };

        var status = Assert.Single(StatusPlan.Of([answer], file => $"https://goji.example/jobs/{file}"));

        Assert.Equal((Commit, "goji/team/a.yaml", description, "https://goji.example/jobs/team/a.yaml"), (status.Commit, status.Context, status.Description, status.Link));
        Assert.Equal([answer], status.Covers);
    }

    [Fact]
    public void Reason_is_cut_at_140_characters()
    {
        var answer = new Notification("a.yaml", "01", Commit, NotificationState.Failed) { Reason = string.Join(' ', Enumerable.Repeat("reason", 60)) };

        var status = Assert.Single(StatusPlan.Of([answer], _ => null));

        Assert.InRange(status.Description.Length, 130, 140);
        Assert.EndsWith("reason...", status.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_paths_have_different_contexts_of_255_characters_at_most()
    {
        var tail = new string('x', 300);
        var statuses = StatusPlan.Of([new($"a/{tail}.yaml", "01", Commit, NotificationState.Running), new($"b/{tail}.yaml", "02", Commit, NotificationState.Running)], _ => null);

        Assert.Equal(2, statuses.Select(status => status.Context).Distinct().Count());
        Assert.All(statuses, status => Assert.InRange(status.Context.Length, 1, 255));
    }

    [Theory]
    [InlineData(0, 0, 0, 21, "Succeeded", "21 jobs: 21 succeeded")]
    [InlineData(0, 0, 1, 20, "Running", "21 jobs: 1 running, 20 succeeded")]
    [InlineData(1, 0, 1, 19, "Failed", "21 jobs: 1 failed, 1 running, 19 succeeded")]
    [InlineData(0, 2, 0, 19, "Unknown", "21 jobs: 2 unknown, 19 succeeded")]
    public void Commit_of_many_jobs_has_one_status(int failed, int unknown, int running, int succeeded, string state, string description)
    {
        NotificationState[] states =
        [
            .. Enumerable.Repeat(NotificationState.Failed, failed), .. Enumerable.Repeat(NotificationState.Unknown, unknown),
            .. Enumerable.Repeat(NotificationState.Running, running), .. Enumerable.Repeat(NotificationState.Succeeded, succeeded),
        ];

        var status = Assert.Single(StatusPlan.Of([.. states.Select((one, number) => new Notification($"{number}.yaml", "01", Commit, one))], file => file ?? "all"));

        Assert.Equal(("goji", Enum.Parse<NotificationState>(state), description, "all"), (status.Context, status.State, status.Description, status.Link));
        Assert.Equal(21, status.Covers.Count);
    }
}
