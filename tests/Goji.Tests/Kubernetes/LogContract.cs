using System.Text.Json.Nodes;
using Goji.Ports;
using Goji.Ports.Pods;

namespace Goji.Tests.Kubernetes;

/// <summary>
/// How an API server and its kubelets serve logs. Tried on the sandbox, and on a real cluster as well where the environment variable
/// <c>GOJI_TEST_KUBECONFIG</c> names one.
/// </summary>
public sealed class LogContract
{
    /// <summary>Ten lines a second, six in all.</summary>
    private const string Slowly = """["sh","-c","for i in 1 2 3 4 5 6; do echo line $i; sleep 0.1; done"]""";

    public static TheoryData<string> Clusters => ClusterContract.Clusters;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Lines_are_followed_as_they_are_written_with_their_times_in_order_until_the_container_ends(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var container = await StartAsync(contract, Written(contract, "slow"));

        var lines = await ReadAsync(contract, container, new() { Follow = true });

        Assert.Equal(Enumerable.Range(1, 6).Select(n => $"line {n}"), lines.Select(line => line.Text));
        Assert.All(lines, line => Assert.NotNull(line.Stamp));
        Assert.Equal(lines.Select(line => line.Stamp), lines.Select(line => line.Stamp).OrderBy(stamp => stamp!.Value));
        Assert.InRange(lines[^1].Stamp!.Value.Time - lines[0].Stamp!.Value.Time, TimeSpan.FromSeconds(0.4), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Log_is_resumed_at_the_whole_second_of_a_line_and_that_line_comes_again(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var container = await EndAsync(contract, Written(contract, "slow"));
        var all = await ReadAsync(contract, container, new());
        var last = all[3].Stamp!.Value;

        var rest = await ReadAsync(contract, container, new() { Since = last.Seconds });

        var first = LogStamp.Parse(last.Seconds)!.Value;
        Assert.Equal(all.Where(line => line.Stamp!.Value.CompareTo(first) >= 0), rest);
        Assert.Contains(all[3], rest);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Last_lines_are_read_and_bytes_are_counted_with_the_times(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var container = await EndAsync(contract, Written(contract, "slow"));

        var tail = await ReadAsync(contract, container, new() { Tail = 2 });
        var none = await ReadAsync(contract, container, new() { Tail = 0 });
        var few = await ReadAsync(contract, container, new() { LimitBytes = 10 });
        var many = await ReadAsync(contract, container, new() { LimitBytes = 1 << 20, Tail = 1 });

        Assert.Equal(["line 5", "line 6"], tail.Select(line => line.Text));
        Assert.Empty(none);
        Assert.Equal(10, Assert.Single(few).Text.Length);
        Assert.Equal(["line 6"], many.Select(line => line.Text));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Previous_run_has_its_own_log_and_the_first_run_has_no_previous_one(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = contract.Job("again", """["sh","-c","echo try; exit 1"]""", "fail");
        job["spec"]!["backoffLimit"] = 3;
        job["spec"]!["template"]!["spec"]!["restartPolicy"] = "OnFailure";
        job["spec"]!["template"]!["metadata"]!["annotations"]!["sandbox.goji.run/log"] = "try";
        var created = await contract.CreateAsync(job);
        var container = await contract.AwaitContainerAsync(created, found => found.HasPrevious);

        var previous = await ReadAsync(contract, container, new() { Previous = true });

        Assert.Equal(["try"], previous.Select(line => line.Text));
        var first = await EndAsync(contract, Written(contract, "slow"));
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => ReadAsync(contract, first, new() { Previous = true }));
        Assert.Contains("previous terminated container \"main\"", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Container_that_waits_to_be_started_again_has_its_newest_run_as_its_previous_one_too(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var job = contract.Job("waits", """["sh","-c","echo try; exit 1"]""", "fail");
        job["spec"]!["backoffLimit"] = 5;
        job["spec"]!["template"]!["spec"]!["restartPolicy"] = "OnFailure";
        job["spec"]!["template"]!["metadata"]!["annotations"]!["sandbox.goji.run/log"] = "try";
        var container = await contract.AwaitContainerAsync(await contract.CreateAsync(job), found => found is { IsBetweenRuns: true, Restarts: > 0 });

        var newest = await ReadAsync(contract, container, new());
        var previous = await ReadAsync(contract, container, new() { Previous = true });

        Assert.True(container.CanRestart);
        Assert.Null(container.Previous);
        Assert.Equal("try", Assert.Single(newest).Text);
        Assert.Equal(newest, previous);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Log_of_a_pod_that_is_gone_is_not_found(string kind)
    {
        await using var contract = await ContractCluster.OpenAsync(kind);
        var container = await EndAsync(contract, Written(contract, "slow"));

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => ReadAsync(contract, container with { Pod = "nowhere" }, new()));

        Assert.Equal(ClusterFailure.NotFound, refusal.Failure);
    }

    private static JsonObject Written(ContractCluster contract, string name)
    {
        var job = contract.Job($"{name}-{Guid.NewGuid():N}"[..20], Slowly);
        var annotations = job["spec"]!["template"]!["metadata"]!["annotations"]!;
        annotations["sandbox.goji.run/log"] = "line {n}";
        annotations["sandbox.goji.run/log-lines-per-second"] = "10";
        annotations["sandbox.goji.run/seconds"] = "0.6";
        return job;
    }

    private static async Task<PodContainer> StartAsync(ContractCluster contract, JsonObject job) =>
        await contract.AwaitContainerAsync(await contract.CreateAsync(job), found => found.IsRunning || found.HasEnded);

    private static async Task<PodContainer> EndAsync(ContractCluster contract, JsonObject job) =>
        await contract.AwaitContainerAsync(await contract.CreateAsync(job), found => found.HasEnded);

    private static async Task<IReadOnlyList<LogLine>> ReadAsync(ContractCluster contract, PodContainer container, LogQuery query)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var lines = new List<LogLine>();
        await foreach (var line in contract.Cluster.ReadLogAsync(container, query, bound.Token))
        {
            // How much arrives together is not a part of the log.
            lines.Add(line with { HasMore = false });
        }

        return lines;
    }
}
