using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Chaos.Tests.Faults;
using Goji.Sandbox;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>A proxy before the API server whose session ends at random: it answers 200 with a login page, whatever was asked.</summary>
public sealed class LoginPages(ITestOutputHelper output) : ChaosTest(output)
{
    private const int RoundsByDefault = 2;
    private const int JobCount = 30;
    private const int MaxPasses = 40;
    private const double Share = 0.15;
    private const string Mark = "mark-LOGIN-4714";

    private readonly ConcurrentDictionary<string, int> pages = new();

    [Fact]
    public async Task No_login_page_is_trusted_each_job_starts_once_and_each_ttl_is_restored()
    {
        var rounds = ChaosSettings.Rounds(RoundsByDefault);
        for (var round = 0; round < rounds; round++)
        {
            await RunAsync(ChaosSettings.Seed + round, $"round-{round}");
        }

        Output.WriteLine(string.Join(", ", pages.OrderBy(page => page.Key, StringComparer.Ordinal).Select(page => $"{page.Key}: {page.Value}")));
        Assert.Superset(new HashSet<string>(["create jobs", "delete jobs", "get jobs", "list jobs", "list pods", "patch jobs"]), pages.Keys.ToHashSet());
    }

    private static string End(int number) => number % 4 == 0 ? "failed" : "succeeded";

    /// <summary>Returns the time to live in the manifest: none, 0 or a day.</summary>
    private static int? Ttl(int number) => (number % 3) switch { 0 => 0, 1 => 86_400, _ => null };

    private static string Job(string name, int number) => JobSet.Job(
        name, End(number) == "failed" ? "exit 1" : "success", Ttl(number) is { } ttl ? $"ttlSecondsAfterFinished: {ttl}" : "");

    private async Task RunAsync(int seed, string prefix)
    {
        Output.WriteLine($"Seed {seed}.");
        string Name(int number) => $"{prefix}-{number:00}";

        // Each of the second half of the files names a Job of the first half, which is deleted for it.
        var files = Enumerable.Range(0, JobCount).Select(i => (Path: $"{prefix}/{i:00}.yaml", Manifest: Job(Name(i % (JobCount / 2)), i))).ToArray();
        Queue(files);
        var runner = Runner(meddle: Proxy(new Random(seed)));
        for (var pass = 0; Open().Any(); pass++)
        {
            Assert.True(pass < MaxPasses, $"The jobs are not done after {MaxPasses} passes: {string.Join(", ", Open())}");
            await TryPassAsync(runner);
            Clock.Advance(TimeSpan.FromSeconds(61));
        }

        // The session holds: what is left to be given back is given back.
        PassUntilQuiet();
        Assert.Equal(
            Enumerable.Range(0, JobCount).Select(i => $"{End(i)}/{prefix}/{i:00}.yaml").Order(StringComparer.Ordinal),
            Jobs.Where(job => job.Contains($"/{prefix}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var created = Cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created && entry.Name.StartsWith(prefix + "-", StringComparison.Ordinal)).ToList();
        Assert.Equal(JobCount, created.Count);
        Assert.Equal(JobCount, created.Select(entry => entry.RunId).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(JobCount / 2, JobCount / 2).Where(i => Ttl(i) != 0).Select(i => (Name(i % (JobCount / 2)), Ttl(i))),
            await ReadTtlsAsync(prefix + "-"));
        Assert.DoesNotContain(Mark, Origin.Git("log", "-p", "--all"), StringComparison.Ordinal);
    }

    private IEnumerable<string> Open() =>
        Jobs.Where(job => job.StartsWith("queued/", StringComparison.Ordinal) || job.StartsWith("processing/", StringComparison.Ordinal));

    /// <summary>Answers the first request of each kind and a share of the others with a page; half of them have been passed on before.</summary>
    private Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> Proxy(Random random)
    {
        var (gate, seen) = (new Lock(), new HashSet<string>());
        return async (request, send) =>
        {
            bool isPage, isPassedOn;
            lock (gate)
            {
                (isPage, isPassedOn) = (random.NextDouble() < Share | seen.Add(Call(request)), random.Next(2) == 0);
            }

            if (!isPage)
            {
                return await send();
            }

            if (isPassedOn)
            {
                (await send()).Dispose();
            }

            pages.AddOrUpdate(Call(request), 1, (_, count) => count + 1);
            return new(HttpStatusCode.OK) { Content = new StringContent($"<html><title>Sign in</title><body>{Mark}</body></html>", Encoding.UTF8, "text/html") };
        };
    }

    private static string Call(HttpRequestMessage request)
    {
        var segments = request.RequestUri!.AbsolutePath.Split('/');
        var isNamed = Array.IndexOf(segments, "jobs") is > 0 and var at && at < segments.Length - 1;
        var resource = isNamed ? "jobs" : segments[^1];
        return $"{(request.Method.Method, isNamed) switch
        {
            ("GET", true) => "get",
            ("GET", false) => "list",
            ("POST", _) => Interference.IsCreateOrDryRun(request) && !Interference.IsCreate(request) ? "dry run" : "create",
            var (method, _) => method.ToLowerInvariant(),
        }} {resource}";
    }

    private async Task<IReadOnlyList<(string Name, int? Ttl)>> ReadTtlsAsync(string prefix)
    {
        using var client = new HttpClient(Cluster.CreateHandler());
        var list = JsonNode.Parse(await client.GetStringAsync(new Uri("http://sandbox/apis/batch/v1/jobs")))!;
        return
        [
            .. list["items"]!.AsArray()
                .Select(job => ((string)job!["metadata"]!["name"]!, (int?)job["spec"]!["ttlSecondsAfterFinished"]))
                .Where(job => job.Item1.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(job => job.Item1, StringComparer.Ordinal),
        ];
    }

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
