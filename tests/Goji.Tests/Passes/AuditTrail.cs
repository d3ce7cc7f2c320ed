namespace Goji.Tests.Passes;

/// <summary>Each start, requeue, refusal and cancel has a line with whose commit asked for it.</summary>
public sealed class AuditTrail : PassTest
{
    private const string Person = "A Person <person@example.com>";
    private readonly EventLog events = new();

    [Fact]
    public async Task Requeue_by_a_person_is_logged_with_the_commit_that_moved_the_file()
    {
        Queue(("a.yaml", Job("a", "fail")));
        await ProcessAsync();
        await ProcessAsync(seconds: 5);
        Assert.Equal(["failed/a.yaml"], Jobs());
        var commit = Origin.Commit("Once more", ("failed/a.yaml", null), ("queued/a.yaml", Job("a")));

        await ProcessAsync();

        Assert.Equal(["a.yaml", "2", "failed", commit, Person, Person, "not checked"], Arguments(GojiEvent.RequeueFound));
        Assert.Equal(2, events.Lines.Count(line => line.Id == GojiEvent.JobStarted));
    }

    [Fact]
    public async Task Expired_refused_and_cancelled_files_in_the_queue_are_logged_once_each()
    {
        var commit = Origin.Commit(
            "Queue",
            ("queued/cancelled.yaml", Job("cancelled", metadata: "annotations: {goji.run/cancel: 'by me'}")),
            ("queued/expired.yaml", Job("expired", metadata: "annotations: {goji.run/expires: '2026-01-01T00:00:00Z'}")),
            ("queued/refused.yaml", "kind: ["));

        await ProcessAsync();
        await ProcessAsync();

        var lines = events.Lines.Where(line => line.Id == GojiEvent.JobRefused).Select(line => line.Arguments).OrderBy(arguments => arguments[0], StringComparer.Ordinal).ToList();
        Assert.Equal(["cancelled.yaml", "expired.yaml", "refused.yaml"], lines.Select(arguments => arguments[0]));
        Assert.Equal(["Cancelled", "Expired", "Refused"], lines.Select(arguments => arguments[1]));
        Assert.All(lines, arguments => Assert.Equal([commit, Person, Person, "not checked"], arguments[3..]));
        Assert.DoesNotContain(events.Lines, line => line.Id == GojiEvent.RequeueFound);
    }

    [Fact]
    public async Task Cancel_of_a_running_Job_is_logged_with_the_commit_that_asked_for_it()
    {
        Queue(("a.yaml", Job("a", seconds: 3600)));
        await ProcessAsync();
        var commit = Origin.Commit("Cancel", ("processing/a.yaml", Job("a", seconds: 3600, metadata: "annotations: {goji.run/cancel: 'wrong data'}")));

        await ProcessAsync(seconds: 120);

        Assert.Equal(["default", "a", "a.yaml", "http://sandbox", "wrong data", commit, Person, Person, "not checked"], Arguments(GojiEvent.JobCancelled));
    }

    private string[] Arguments(GojiEvent id) => Assert.Single(events.Lines, line => line.Id == id).Arguments;

    private Task<GojiReport> ProcessAsync(double seconds = 0)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        return new GojiRunner(Options, events, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox"))).ProcessAsync();
    }

    private sealed class EventLog : IGojiLog
    {
        private readonly List<(GojiEvent Id, string[] Arguments)> lines = [];

        public IReadOnlyList<(GojiEvent Id, string[] Arguments)> Lines => lines;

        public void Write(GojiLogLevel level, string format, params object[] arguments) =>
            _ = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, arguments);

        public void Write(GojiEvent id, GojiLogLevel level, string format, params object[] arguments)
        {
            Write(level, format, arguments);
            lock (lines)
            {
                lines.Add((id, [.. arguments.Select(argument => $"{argument}")]));
            }
        }
    }
}
