using System.Net;
using Goji.Chaos.Tests.Faults;
using Goji.Passes;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>A runner that is late at some point of its pass while others take over what it left.</summary>
public sealed class DelayedRunners(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Fleeting = "ttlSecondsAfterFinished: 0";

    [Fact]
    public async Task A_late_runner_creates_nothing_when_another_has_finished_the_job_and_the_cluster_has_removed_it()
    {
        Queue(("x.yaml", JobSet.Job("x", spec: Fleeting)));
        var late = Runner(probe: At(PassStep.Create, () => PassUntilQuiet()));

        await late.ProcessAsync(CancellationToken.None);

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_create_is_not_tried_again_when_its_claim_has_grown_old()
    {
        Queue(("x.yaml", JobSet.Job("x", spec: Fleeting)));
        var late = Runner(meddle: async (request, send) =>
        {
            if (!Interference.IsCreate(request))
            {
                return await send();
            }

            (await send()).Dispose();
            PassUntilQuiet();
            throw new HttpRequestException("The answer was lost.");
        });

        await late.ProcessAsync(CancellationToken.None);

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_request_that_was_delayed_in_transit_is_not_completed()
    {
        Queue(("x.yaml", JobSet.Job("x", spec: Fleeting)));
        var late = Runner(meddle: (request, send) =>
        {
            if (Interference.IsCreate(request))
            {
                PassUntilQuiet();
            }

            return send();
        });

        await late.ProcessAsync(CancellationToken.None);

        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_claim_that_was_taken_over_is_not_reclaimed_from_memory()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var late = Runner(probe: At(PassStep.Create, () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(61));
            DieAsync(PassStep.Create).GetAwaiter().GetResult();
        }));

        await late.ProcessAsync(CancellationToken.None);

        Assert.Empty(Created);
        Assert.Equal(["processing/x.yaml"], Jobs);
        Assert.Single(Origin.Git("log", "--format=%s", Origin.Branch).Split('\n'), subject => subject.Contains("claim renewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_runners_that_judge_one_job_agree_on_the_verdict_that_came_first()
    {
        Queue(("x.yaml", JobSet.Job("x", spec: Fleeting)));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(2));

        // The first one records the verdict, gives the time to live back and dies; the Job is gone before the second one looks at it.
        var second = Runner(probe: At(PassStep.Observe, () =>
        {
            DieAsync(PassStep.TtlReturn, isAfter: true).GetAwaiter().GetResult();
            Clock.Advance(TimeSpan.FromSeconds(2));
        }));
        await second.ProcessAsync(CancellationToken.None);

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(JobState.Succeeded, Record("x.yaml").Newest!.State);
    }

    [Fact]
    public async Task A_quota_that_the_job_itself_uses_up_does_not_requeue_it()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var tries = 0;
        var runner = Runner(meddle: async (request, send) =>
        {
            if (!Interference.IsCreate(request))
            {
                return await send();
            }

            if (tries++ == 0)
            {
                (await send()).Dispose();
                throw new HttpRequestException("The answer was lost.");
            }

            return Interference.FullQuota("x");
        });

        await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(["processing/x.yaml"], Jobs);
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_claim_is_not_returned_while_its_create_may_still_arrive()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var tries = 0;
        Func<Task<HttpResponseMessage>>? onItsWay = null;
        var runner = Runner(meddle: (request, send) =>
        {
            if (!Interference.IsCreate(request))
            {
                return send();
            }

            if (tries++ == 0)
            {
                onItsWay = send;
                throw new HttpRequestException("The connection was broken.");
            }

            return Task.FromResult(Interference.FullQuota("x"));
        });

        await runner.ProcessAsync(CancellationToken.None);

        Assert.NotNull(onItsWay);
        Assert.Equal(["processing/x.yaml"], Jobs);
        Assert.Single(Record("x.yaml").Attempts);
    }

    [Fact]
    public async Task A_cluster_slower_than_the_claim_time_does_not_block_a_pass_forever()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var runner = Runner(meddle: (request, send) =>
        {
            if (!Interference.IsCreate(request))
            {
                return send();
            }

            Clock.Advance(TimeSpan.FromSeconds(40));
            return Task.FromResult(Interference.Status(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "Not now."));
        });

        var report = await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(["processing/x.yaml"], Jobs);
        Assert.Contains(report.Warnings, warning => warning.Contains("claimed but not started", StringComparison.Ordinal));
    }
}
