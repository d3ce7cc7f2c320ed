namespace Goji.Tests.Passes.Observing;

/// <summary>What a pass asks of the API server. The cluster's identity, the rights and one dry run for each namespace are asked for once in a pass, however many jobs it starts.</summary>
public sealed class CountingRequests : PassTest
{
    [Fact]
    public async Task A_job_costs_three_requests_about_Jobs_to_start_and_one_for_its_verdict()
    {
        Queue(("one.yaml", Job("one")));

        var start = await SpentAsync(0);
        var verdict = await SpentAsync(2);

        Assert.Equal(["succeeded/one.yaml"], Jobs());
        Assert.InRange(AboutJobs(start), 1, 3);
        Assert.Equal(1, AboutJobs(verdict));
    }

    [Fact]
    public async Task Each_further_job_of_a_pass_costs_its_create()
    {
        Queue(("one.yaml", Job("one")));
        var one = await SpentAsync(0);
        await SpentAsync(2);

        Queue([.. Enumerable.Range(0, 20).Select(number => ($"many-{number}.yaml", Job($"many-{number}")))]);
        var many = await SpentAsync(0);
        var verdicts = await SpentAsync(2);

        Assert.InRange(AboutJobs(many), 20, AboutJobs(one) + 20);
        Assert.Equal(one.Values.Sum() - AboutJobs(one), many.Values.Sum() - AboutJobs(many));
        Assert.Equal(1, AboutJobs(verdicts));
    }

    [Fact]
    public async Task An_idle_pass_sends_no_request()
    {
        Queue(("one.yaml", Job("one")));
        await SpentAsync(0);
        await SpentAsync(2);

        Assert.Empty(await SpentAsync(60));
    }

    private static long AboutJobs(Dictionary<string, long> requests) =>
        requests.Where(request => request.Key.EndsWith(" jobs", StringComparison.Ordinal)).Sum(request => request.Value);

    /// <summary>Runs a pass after some seconds, and returns what it asked.</summary>
    private async Task<Dictionary<string, long>> SpentAsync(double seconds)
    {
        var before = Cluster.Audit.Requests;
        await PassAfterAsync(seconds);
        return Cluster.Audit.Requests
            .Select(request => KeyValuePair.Create(request.Key, request.Value - before.GetValueOrDefault(request.Key)))
            .Where(request => request.Value > 0)
            .ToDictionary();
    }
}
