using Goji.Passes.Observing;

namespace Goji.Tests.Passes.Observing;

/// <summary>Many jobs are looked at in one list, which is asked for while their records are read.</summary>
public sealed class ObservingManyJobs : PassTest
{
    private const int Many = Observer.SomeJobs + 20;
    private readonly Requests requests = new();

    [Fact]
    public async Task One_list_covers_all_Jobs()
    {
        await StartAsync(_ => "default");

        await PollAsync();

        Assert.Equal(["/apis/batch/v1/namespaces/default/jobs"], requests.Paths);
    }

    [Fact]
    public async Task Verdicts_come_from_the_list()
    {
        await StartAsync(_ => "default");
        Clock.Advance(TimeSpan.FromSeconds(2));

        await PollAsync();

        Assert.Equal(Many, Jobs().Count(job => job.StartsWith("succeeded/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_namespace_has_its_own_list()
    {
        await StartAsync(number => number % 2 == 0 || number > Observer.SomeJobs ? "default" : "kube-public");

        await PollAsync();

        Assert.Equal(["/apis/batch/v1/namespaces/default/jobs", "/apis/batch/v1/namespaces/kube-public/jobs"], requests.Paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Job_that_is_missing_in_the_list_is_read_separately()
    {
        await StartAsync(_ => "default");
        using var client = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
        using var deleted = await client.DeleteAsync(new Uri("/apis/batch/v1/namespaces/default/jobs/job-000?propagationPolicy=Background", UriKind.Relative));
        deleted.EnsureSuccessStatusCode();

        await PollAsync();

        Assert.Equal(["/apis/batch/v1/namespaces/default/jobs", "/apis/batch/v1/namespaces/default/jobs/job-000"], requests.Paths);
        Assert.Contains("unknown/000.yaml", Jobs());
    }

    [Fact]
    public async Task With_queued_jobs_the_list_is_read_after_their_start()
    {
        await StartAsync(_ => "default");
        Queue(("late.yaml", Job("late")));

        await PollAsync();

        Assert.True(requests.Paths.ToList().LastIndexOf("POST /apis/batch/v1/namespaces/default/jobs") < requests.Paths.ToList().IndexOf("/apis/batch/v1/namespaces/default/jobs"));
    }

    private async Task StartAsync(Func<int, string> @namespace)
    {
        Queue([.. Enumerable.Range(0, Many).Select(number => ($"{number:000}.yaml", Job($"job-{number:000}", metadata: $"namespace: {@namespace(number)}")))]);
        await PassAsync();
    }

    private async Task PollAsync()
    {
        requests.InnerHandler = Cluster.CreateHandler();
        await new GojiRunner(Options, Log, ClusterConnection.Through(requests, new Uri("http://sandbox"))).ProcessAsync(CancellationToken.None);
    }

    /// <summary>Remembers what was asked about Jobs.</summary>
    private sealed class Requests : DelegatingHandler
    {
        private readonly List<string> paths = [];

        public IReadOnlyList<string> Paths => paths;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.Contains("/jobs", StringComparison.Ordinal))
            {
                lock (paths)
                {
                    paths.Add(request.Method == HttpMethod.Get ? path : $"{request.Method} {path}");
                }
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
