using System.Text.Json.Nodes;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Sandbox.Tests.Api;

public sealed class StateFiles : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private string StateFile => folder["state/cluster.jsonl"];

    [Fact]
    public async Task Opening_it_again_restores_the_same_cluster()
    {
        JsonObject before, kubeSystem;
        SandboxAuditEntry[] audit;
        using (var first = Open())
        {
            await first.CreateAsync(TestJob.Of("fail-times 1", name: "one"));
            await first.CreateAsync(TestJob.Of(name: "two"));
            first.Pass(1);
            await first.DeleteAsync($"{TestJob.Path}/two?propagationPolicy=Background");
            before = await first.JobAsync("one");
            kubeSystem = (await first.GetAsync("api/v1/namespaces/kube-system")).Body;
            audit = [.. first.Cluster.Audit.Jobs];
        }

        using var second = Open();

        Assert.Equal(before.ToJsonString(), (await second.JobAsync("one")).ToJsonString());
        Assert.Equal(kubeSystem.ToJsonString(), (await second.GetAsync("api/v1/namespaces/kube-system")).Body.ToJsonString());
        Assert.Equal(404, (await second.GetAsync($"{TestJob.Path}/two")).Code);
        Assert.Equal(audit, second.Cluster.Audit.Jobs);
        Assert.Equal(3, audit.Length);
    }

    [Fact]
    public async Task Time_passes_while_it_is_closed()
    {
        using (var first = Open())
        {
            await first.CreateAsync(TestJob.Of(seconds: 5));
        }

        clock.Advance(TimeSpan.FromMinutes(10));
        using var second = Open();

        var job = await second.JobAsync();
        Assert.Equal("Complete=True CompletionsReached", job.Conditions()[^1]);
        Assert.Equal("2026-11-22T12:00:05Z", (string?)job["status"]!["completionTime"]);
    }

    [Fact]
    public async Task A_process_killed_at_any_byte_keeps_every_acknowledged_change()
    {
        using var first = Open();
        await first.CreateAsync(TestJob.Of("hang", name: "answered"));
        var answered = new FileInfo(StateFile).Length;
        await first.CreateAsync(TestJob.Of("hang", name: "in-between"));
        var whole = ReadShared(StateFile);

        foreach (var length in Cuts((int)answered, whole.Length))
        {
            var copy = folder[$"copy-{length}/state"];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllBytesAsync(copy, whole[..length]);
            using var second = new TestCluster(copy, clock);

            Assert.Equal(200, (await second.GetAsync($"{TestJob.Path}/answered")).Code);
            Assert.Equal(length == whole.Length ? 200 : 404, (await second.GetAsync($"{TestJob.Path}/in-between")).Code);
            Assert.Equal(201, (await second.CreateAsync(TestJob.Of("hang", name: "afterwards"))).Code);
        }
    }

    [Fact]
    public async Task A_long_file_is_compacted_without_loss()
    {
        string before;
        using (var first = Open())
        {
            for (var index = 0; index < 300; index++)
            {
                await first.CreateAsync(TestJob.Of(index % 3 == 0 ? "fail" : "success", """{"backoffLimit": 3}""", name: $"job-{index}"));
                await first.PatchAsync($"{TestJob.Path}/job-{index}", JsonNode.Parse("""{"metadata": {"annotations": {"a": "1"}}}""")!);
            }

            first.Pass(2);
            before = (await first.GetAsync(TestJob.Path)).Text;
        }

        Assert.StartsWith("{\"version\":", await File.ReadAllTextAsync(StateFile), StringComparison.Ordinal);
        string after;
        using (var second = Open())
        {
            after = (await second.GetAsync(TestJob.Path)).Text;
            second.Pass(60);
            Assert.Equal(300, second.Cluster.Audit.Jobs.Count);
            Assert.Equal("Failed=True BackoffLimitExceeded", (await second.JobAsync("job-0")).Conditions()[^1]);
        }

        Assert.Equal(before, after);
    }

    [Fact]
    public void A_second_cluster_on_the_same_file_is_refused()
    {
        using var first = Open();

        var refusal = Assert.Throws<IOException>(() => Open());

        Assert.Equal(
            $"The sandbox's state file \"{StateFile}\" is in use by another sandbox cluster. Close that one, or give this one a file of its own.", refusal.Message);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_and_unchanged()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile)!);
        File.WriteAllText(StateFile, "my notes\n");

        var refusal = Assert.Throws<IOException>(() => Open());

        Assert.StartsWith($"The sandbox's state file \"{StateFile}\" cannot be read at byte 0: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("my notes\n", File.ReadAllText(StateFile));
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<int> Cuts(int from, int to) => Enumerable.Range(from, to - from).Where(length => length % 97 == 0 || length - from < 3 || to - length < 3).Append(to);

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private TestCluster Open() => new(StateFile, clock);
}
