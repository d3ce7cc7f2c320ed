using System.Globalization;
using System.Net;
using System.Text;
using Goji.Chaos.Tests.Faults;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>
/// A repository in which a file of each kind is held up: held, refused, given back, stuck, hanging, moved away. Hundreds of passes follow, and
/// their commits are counted: nothing is committed unless the world has changed.
/// </summary>
public sealed class Standstills(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Elsewhere = "another cluster, which nobody here has";
    private static readonly int Passes = ChaosSettings.Rounds(200);

    private readonly List<string> refused = [];
    private bool isBlocked = true;

    [Fact]
    public async Task No_pass_commits_twice_for_one_reason_and_work_resumes_after_the_obstacles()
    {
        Queue(
            ("finished.yaml", Finalized("finished")),
            ("away.yaml", JobSet.Job("away", seconds: 1_000_000)),
            ("deleted.yaml", JobSet.Job("deleted", seconds: 1_000_000)),
            ("unsettled.yaml", JobSet.Job("unsettled", spec: "ttlSecondsAfterFinished: 86400")),
            ("hanging.yaml", JobSet.Job("hanging", seconds: 1_000_000)),
            ("pulling.yaml", JobSet.Job("pulling", "image-pull")));
        var options = NewClone();
        var runner = Runner(options, meddle: Obstruct);
        await SettleAsync(runner);
        Assert.Equal(
            ["processing/away.yaml", "processing/deleted.yaml", "processing/hanging.yaml", "processing/pulling.yaml", "processing/unsettled.yaml", "succeeded/finished.yaml"],
            Jobs);

        Origin.Commit(
            "Meddle",
            ("succeeded/finished.yaml", null), ("queued/finished.yaml", Finalized("finished")),
            ("processing/away.yaml", null), ("failed/away.yaml", JobSet.Job("away", seconds: 1_000_000)),
            ("processing/deleted.yaml", null),
            ("queued/duplicate.yaml", JobSet.Job("duplicate")), ("failed/duplicate.yaml", JobSet.Job("duplicate")),
            ("queued/damaged.yaml", JobSet.Job("damaged")), (".goji/runs/damaged.yaml", "attempts: [broken"),
            ("queued/same-name.yaml", JobSet.Job("hanging")),
            ("queued/refused.yaml", JobSet.Job("refused", spec: "paralellism: 2")),
            ("queued/quota.yaml", JobSet.Job("quota")),
            ("queued/returned.yaml", JobSet.Job("returned")),
            ("queued/webhook.yaml", JobSet.Job("webhook")),
            ("processing/by-hand.yaml", "metadata: ["),
            ("processing/elsewhere.yaml", JobSet.Job("elsewhere")), (".goji/runs/elsewhere.yaml", RecordOf("elsewhere")));
        await SettleAsync(runner);
        var still = Jobs;
        var passes = 0;
        for (; passes < Passes; passes++)
        {
            var (before, refusals) = (Commits, refused.Count);
            Clock.Advance(TimeSpan.FromSeconds(30));
            await runner.ProcessAsync(CancellationToken.None);

            // A claim that only the real request refuses is tried again after pauses that grow: it is made, and given back.
            Assert.InRange(Commits - before, 0, (refused.Count - refusals) * 2);
            Assert.Equal(still, Jobs);
        }

        Output.WriteLine($"{passes} passes, {refused.Count} refusals of real requests, {Commits} commits in all.");
        Assert.InRange(refused.Count(name => name == "returned"), 2, 3 + Math.Log2(passes));
        Assert.Equal(1, refused.Count(name => name == "webhook"));

        isBlocked = false;
        await RemoveFinalizerAsync("finished");
        Origin.Commit("Clear", ("failed/duplicate.yaml", null), (".goji/runs/damaged.yaml", null), ("processing/by-hand.yaml", null), ("queued/same-name.yaml", null));
        PassUntilQuiet(3601);

        Assert.Equal(
            [
                "failed/away.yaml", "failed/refused.yaml", "processing/elsewhere.yaml", "processing/hanging.yaml", "processing/pulling.yaml",
                "succeeded/damaged.yaml", "succeeded/duplicate.yaml", "succeeded/finished.yaml", "succeeded/quota.yaml", "succeeded/returned.yaml",
                "succeeded/unsettled.yaml", "succeeded/webhook.yaml",
            ],
            Jobs);
        Assert.Equal(
            ["away", "damaged", "deleted", "duplicate", "finished", "finished", "hanging", "pulling", "quota", "returned", "unsettled", "webhook"],
            Created);
    }

    private int Commits => int.Parse(Origin.Git("rev-list", "--count", Origin.Branch), CultureInfo.InvariantCulture);

    private static string Finalized(string name) =>
        JobSet.Job(name).Replace($"  name: {name}\n", $"  name: {name}\n  finalizers: [example.com/hold]\n", StringComparison.Ordinal);

    private static string RecordOf(string name) =>
        $"""
        attempts:
        - id: 01KAP0000000000000000000EL
          claimedAt: 2026-11-22T11:00:00Z
          claimedBy: somebody
          cluster: {Elsewhere}
          jobs:
          - namespace: default
            name: {name}
            uid: 6f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e11
            startedAt: 2026-11-22T11:00:00Z

        """;

    /// <summary>Runs passes until one of them commits nothing.</summary>
    private async Task SettleAsync(GojiRunner runner)
    {
        for (var (quiet, pass) = (0, 0); quiet < 2; pass++)
        {
            Assert.True(pass < 20, $"There is still something to commit: {Origin.Git("log", "-3", "--format=%B")}");
            var before = Commits;
            Clock.Advance(TimeSpan.FromSeconds(6));
            await runner.ProcessAsync(CancellationToken.None);
            quiet = Commits == before ? quiet + 1 : 0;
        }
    }

    /// <summary>The obstacles that the cluster puts in the way of single Jobs.</summary>
    private async Task<HttpResponseMessage> Obstruct(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        if (!isBlocked)
        {
            return await send();
        }

        if (Interference.IsReadOfJob(request))
        {
            // Whoever polls a Job that hangs in deletion feels time pass.
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        if (request.Method == HttpMethod.Patch && request.RequestUri!.AbsolutePath.EndsWith("/jobs/unsettled", StringComparison.Ordinal))
        {
            return WebhookFails();
        }

        if (!Interference.IsCreateOrDryRun(request))
        {
            return await send();
        }

        var body = await request.Content!.ReadAsStringAsync();
        bool IsOf(string name) => body.Contains($"\"name\":\"{name}\"", StringComparison.Ordinal);
        var isReal = Interference.IsCreate(request);
        if (IsOf("quota"))
        {
            return Refuse("quota", isReal, Interference.FullQuota("quota"));
        }

        return IsOf("webhook") ? Refuse("webhook", isReal, WebhookFails())
            : IsOf("returned") && isReal ? Refuse("returned", isReal, Interference.FullQuota("returned"))
            : await send();
    }

    private HttpResponseMessage Refuse(string name, bool isReal, HttpResponseMessage answer)
    {
        lock (refused)
        {
            if (isReal && (name != "webhook" || !refused.Contains(name)))
            {
                refused.Add(name);
            }
        }

        return answer;
    }

    private static HttpResponseMessage WebhookFails() => Interference.Status(
        HttpStatusCode.InternalServerError, "InternalError", "Internal error occurred: failed calling webhook \"jobs.example.com\": connection refused");

    private async Task RemoveFinalizerAsync(string name)
    {
        using var client = new HttpClient(Cluster.CreateHandler());
        using var patch = new StringContent("""{"metadata":{"finalizers":null}}""", Encoding.UTF8, "application/merge-patch+json");
        using var answer = await client.PatchAsync(new Uri($"http://sandbox/apis/batch/v1/namespaces/default/jobs/{name}"), patch);
        answer.EnsureSuccessStatusCode();
    }
}
