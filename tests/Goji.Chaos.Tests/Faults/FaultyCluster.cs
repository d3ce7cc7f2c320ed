using System.Net;
using System.Text;
using Goji.Passes;
using Goji.Sandbox;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests.Faults;

/// <summary>An API server, or a proxy in front of it, that fails.</summary>
public sealed class FaultyCluster(ITestOutputHelper output) : ChaosTest(output)
{
    private const int JobCount = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_a_fifth_of_all_calls_failing_each_job_is_started_once_and_judged_rightly(int seed)
    {
        Output.WriteLine($"Seed {seed}.");
        using var cluster = new SandboxCluster(new() { TimeProvider = Clock, Faults = new SandboxFaults(seed) });
        foreach (var kind in (SandboxFaultKind[])[
            SandboxFaultKind.TooManyRequests, SandboxFaultKind.InternalError, SandboxFaultKind.ServiceUnavailable, SandboxFaultKind.Hang,
            SandboxFaultKind.ConnectionBroken, SandboxFaultKind.ResponseLost, SandboxFaultKind.ExpiredContinue, SandboxFaultKind.StaleList])
        {
            cluster.Faults.Add(new SandboxFault(kind) { Share = 0.028, Delay = TimeSpan.FromSeconds(30) });
        }

        Queue([.. Enumerable.Range(0, JobCount).Select(i => ($"job-{i:00}.yaml", JobSet.Job($"job-{i:00}", i % 4 == 0 ? "exit 1" : "success", i % 3 == 0 ? "ttlSecondsAfterFinished: 0" : "")))]);
        var options = NewClone();
        options.Patience = new() { FirstPause = TimeSpan.Zero, MaxRetryAfter = TimeSpan.Zero, RequestTimeout = TimeSpan.FromSeconds(8) };
        var runner = new GojiRunner(options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox")), new BorrowedClock(Clock));
        for (var pass = 0; Jobs.Any(job => job.StartsWith("queued/", StringComparison.Ordinal) || job.StartsWith("processing/", StringComparison.Ordinal)); pass++)
        {
            Assert.True(pass < 20, "The jobs are not done after 20 passes.");
            await TryPassAsync(runner);
            Clock.Advance(TimeSpan.FromSeconds(61));
        }

        var created = cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).ToList();
        Assert.Equal(JobCount, created.Count);
        Assert.Equal(JobCount, created.Select(entry => entry.Name).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, JobCount).Select(i => $"{(i % 4 == 0 ? "failed" : "succeeded")}/job-{i:00}.yaml").Order(StringComparer.Ordinal),
            Jobs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_is_down_moves_nothing_and_is_reported()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var tip = Origin.Tip;
        Cluster.Faults.IsDown = true;

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => PassAsync());

        Assert.Equal(tip, Origin.Tip);
        Assert.StartsWith("Could not identify the cluster: the cluster 'http://sandbox' cannot be reached (The sandbox broke the connection).", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_for_a_silent_cluster_is_bounded()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        Cluster.Faults.Add(new(SandboxFaultKind.Hang));
        var options = NewClone();
        options.Patience = new() { FirstPause = TimeSpan.Zero, RequestTimeout = TimeSpan.FromSeconds(1) };

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => PassAsync(options));

        Assert.Contains("no answer within", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["queued/x.yaml"], Jobs);
    }

    [Theory]
    [InlineData("create", "jobs", "queued/x.yaml")]
    [InlineData("get", "jobs", "processing/x.yaml")]
    [InlineData("list", "jobs", "succeeded/x.yaml")]
    public async Task A_missing_right_loses_no_verdict(string verb, string resource, string where)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = verb, Resource = resource });
        var options = NewClone();
        await TryPassAsync(Runner(options));
        Clock.Advance(TimeSpan.FromSeconds(61));

        await TryPassAsync(Runner(options));

        Assert.Equal([where], Jobs);
        Cluster.Faults.Clear();
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_full_quota_holds_jobs_without_commits()
    {
        Queue([.. Enumerable.Range(0, 5).Select(i => ($"job-{i}.yaml", JobSet.Job($"job-{i}", spec: "ttlSecondsAfterFinished: 0", seconds: 100)))]);
        using var oneAtATime = new SemaphoreSlim(1);
        var runner = Runner(meddle: async (request, send) =>
        {
            await oneAtATime.WaitAsync();
            try
            {
                return Interference.IsCreateOrDryRun(request) && Existing() == 2 ? Interference.FullQuota("job") : await send();
            }
            finally
            {
                oneAtATime.Release();
            }
        });
        await runner.ProcessAsync(CancellationToken.None);
        var started = Jobs.Count(job => job.StartsWith("processing/", StringComparison.Ordinal));
        var tip = Origin.Tip;
        Clock.Advance(TimeSpan.FromSeconds(5));

        var report = await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(2, started);
        Assert.Equal(tip, Origin.Tip);
        Assert.Equal(3, report.Held.Count());
        Assert.All(report.Held, held => Assert.EndsWith("limited: count/jobs.batch=2. It starts when there is room again.", held.Reason, StringComparison.Ordinal));
        for (var pass = 0; Jobs.Any(job => !job.StartsWith("succeeded/", StringComparison.Ordinal)); pass++)
        {
            Assert.True(pass < 12, "The jobs are not done after 12 passes.");
            Clock.Advance(TimeSpan.FromSeconds(101));
            await runner.ProcessAsync(CancellationToken.None);
        }

        Assert.Equal(5, Created.Distinct().Count());
        Assert.Equal(5, Created.Count);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("get")]
    [InlineData("list")]
    public async Task Credentials_that_expire_during_a_pass_lose_no_verdict_and_start_nothing_twice(string verb)
    {
        Queue([.. Enumerable.Range(0, 6).Select(i => ($"job-{i}.yaml", JobSet.Job($"job-{i}")))]);
        var options = NewClone();
        var probe = At(verb == "create" ? PassStep.ClaimPush : PassStep.Observe, () => Cluster.Faults.Add(new(SandboxFaultKind.Unauthorized) { Verb = verb, Resource = "jobs" }));
        await TryPassAsync(Runner(options, probe));

        Assert.All(Jobs, job => Assert.StartsWith("processing/", job, StringComparison.Ordinal));
        Assert.All(Jobs.Where(_ => verb != "create"), job => Assert.NotNull(Record(job["processing/".Length..]).Newest!.Jobs[0].Uid));
        Cluster.Faults.Clear();
        PassUntilQuiet();
        Assert.All(Jobs, job => Assert.StartsWith("succeeded/", job, StringComparison.Ordinal));
        Assert.Equal(6, Created.Count);
    }

    [Fact]
    public async Task Another_cluster_makes_no_job_unknown()
    {
        Queue(("x.yaml", JobSet.Job("x")), ("z.yaml", JobSet.Job("z")));
        await PassAsync();
        using var other = new SandboxCluster(new() { TimeProvider = Clock });
        var runner = new GojiRunner(NewClone(), Log, ClusterConnection.Through(other.CreateHandler(), new Uri("http://sandbox")));

        await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(["processing/x.yaml", "processing/z.yaml"], Jobs);
        Assert.DoesNotContain(other.Audit.Jobs, entry => entry.Kind == SandboxAuditKind.Created);
    }

    [Theory]
    [InlineData(404, "text/html", "<html><body>default backend - 404</body></html>")]
    [InlineData(404, "application/json", """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"the server could not find the requested resource","reason":"NotFound","details":{},"code":404}""")]
    [InlineData(200, "text/html", "<html><body>Please sign in.</body></html>")]
    [InlineData(200, "application/json", "{}")]
    [InlineData(200, "application/json", """{"kind":"Job","metadata":{"name":"x" """)]
    [InlineData(403, "text/plain", "blocked by policy")]
    public async Task A_response_of_a_proxy_is_no_verdict(int code, string type, string body)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(61));
        var runner = Runner(meddle: (request, send) => Interference.IsReadOfJob(request)
            ? Task.FromResult(new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(body, Encoding.UTF8, type) })
            : send());

        await TryPassAsync(runner);

        Assert.Equal(["processing/x.yaml"], Jobs);
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
    }

    [Theory]
    [InlineData(200, "text/html", "<html><body>Please sign in.</body></html>")]
    [InlineData(201, "application/json", "{}")]
    [InlineData(409, "text/html", "<html>Conflict</html>")]
    [InlineData(422, "text/html", "<html>Unprocessable</html>")]
    [InlineData(502, "text/html", "<html>Bad gateway</html>")]
    public async Task A_response_of_a_proxy_to_a_successful_create_starts_nothing_twice(int code, string type, string body)
    {
        Queue(("x.yaml", JobSet.Job("x", spec: "ttlSecondsAfterFinished: 0")));
        var runner = Runner(meddle: async (request, send) =>
        {
            var answer = await send();
            return Interference.IsCreate(request)
                ? new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(body, Encoding.UTF8, type) }
                : answer;
        });

        await TryPassAsync(runner);

        Assert.Equal(["processing/x.yaml"], Jobs);
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    /// <summary>How many Jobs count for a quota.</summary>
    private int Existing() => Cluster.Audit.Jobs.Sum(entry => entry.Kind == SandboxAuditKind.Created ? 1 : entry.Kind == SandboxAuditKind.Deleted ? -1 : 0);

    private async Task TryPassAsync(GojiRunner runner)
    {
        try
        {
            await runner.ProcessAsync(CancellationToken.None);
        }
        catch (GojiException failure)
        {
            Output.WriteLine($"The pass failed: {failure.Message}");
        }
    }
}
