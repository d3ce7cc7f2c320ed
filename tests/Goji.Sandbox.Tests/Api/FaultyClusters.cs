using System.Net;
using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Api;

public class FaultyClusters
{
    [Theory]
    [InlineData(SandboxFaultKind.TooManyRequests, 429, "TooManyRequests")]
    [InlineData(SandboxFaultKind.InternalError, 500, "InternalError")]
    [InlineData(SandboxFaultKind.ServiceUnavailable, 503, "ServiceUnavailable")]
    [InlineData(SandboxFaultKind.Unauthorized, 401, "Unauthorized")]
    [InlineData(SandboxFaultKind.Forbidden, 403, "Forbidden")]
    public async Task A_refused_call_does_nothing(SandboxFaultKind kind, int code, string reason)
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(kind) { Verb = "create", Resource = "jobs", Delay = TimeSpan.FromSeconds(7) });

        var answer = await cluster.CreateAsync(TestJob.Of());

        Assert.Equal((code, reason), (answer.Code, answer.Reason));
        Assert.Equal(404, (await cluster.GetAsync($"{TestJob.Path}/work")).Code);
        Assert.Equal(kind == SandboxFaultKind.TooManyRequests ? TimeSpan.FromSeconds(7) : null, answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task What_is_forbidden_is_named()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.Forbidden));

        Assert.Equal(
            "jobs.batch \"work\" is forbidden: User \"sandbox\" cannot get resource \"jobs\" in API group \"batch\" in the namespace \"default\"",
            (await cluster.GetAsync($"{TestJob.Path}/work")).Message);
        Assert.Equal(
            "namespaces \"kube-system\" is forbidden: User \"sandbox\" cannot get resource \"namespaces\" in API group \"\" in the namespace \"kube-system\"",
            (await cluster.GetAsync("api/v1/namespaces/kube-system")).Message);
        Assert.Equal(
            "jobs.batch is forbidden: User \"sandbox\" cannot list resource \"jobs\" in API group \"batch\" at the cluster scope",
            (await cluster.GetAsync("apis/batch/v1/jobs")).Message);
    }

    [Fact]
    public async Task An_access_review_denies_what_is_forbidden()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.Forbidden) { Verb = "create", Resource = "jobs" });

        Assert.False(await MayAsync("create"));
        Assert.True(await MayAsync("list"));

        async Task<bool> MayAsync(string verb)
        {
            var review = JsonNode.Parse($$"""{"spec": {"resourceAttributes": {"verb": "{{verb}}", "group": "batch", "resource": "jobs", "namespace": "default"} } }""")!;
            return (bool)(await cluster.PostAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)).Body["status"]!["allowed"]!;
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_has_no_effect()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.ConnectionBroken) { Times = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.CreateAsync(TestJob.Of()));

        Assert.Equal(404, (await cluster.GetAsync($"{TestJob.Path}/work")).Code);
    }

    [Fact]
    public async Task A_lost_response_leaves_the_job_created()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.ResponseLost) { Verb = "create" });

        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.CreateAsync(TestJob.Of()));

        Assert.Equal(200, (await cluster.GetAsync($"{TestJob.Path}/work")).Code);
    }

    [Fact]
    public async Task A_hanging_call_ends_with_the_timeout_of_the_client()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.Hang));
        using var patience = new CancellationTokenSource();

        var call = cluster.Http.GetAsync("version", patience.Token);
        Assert.False(call.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_delayed_response_arrives_after_its_delay()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.Latency) { Delay = TimeSpan.FromSeconds(3) });

        var call = cluster.GetAsync("version");
        Assert.False(call.IsCompleted);
        cluster.Pass(3);

        Assert.Equal(200, (await call).Code);
    }

    [Fact]
    public async Task A_share_of_calls_fails_the_same_way_for_the_same_seed()
    {
        Assert.Equal(await FailuresAsync(), await FailuresAsync());
        Assert.InRange((await FailuresAsync()).Count(code => code == 500), 30, 70);

        static async Task<List<int>> FailuresAsync()
        {
            using var cluster = new TestCluster();
            cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.InternalError) { Share = 0.5 });
            var codes = new List<int>();
            for (var call = 0; call < 100; call++)
            {
                codes.Add((await cluster.GetAsync("version")).Code);
            }

            return codes;
        }
    }

    [Fact]
    public async Task A_stale_list_shows_the_previous_state()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(name: "old"));
        await cluster.CreateAsync(TestJob.Of(name: "gone"));
        cluster.Pass(10);
        await cluster.CreateAsync(TestJob.Of(name: "new"));
        await cluster.DeleteAsync($"{TestJob.Path}/gone");
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.StaleList) { Delay = TimeSpan.FromSeconds(9.5), Times = 1 });

        var stale = (await cluster.GetAsync(TestJob.Path)).Body["items"]!.AsArray();
        var fresh = (await cluster.GetAsync(TestJob.Path)).Body["items"]!.AsArray();

        Assert.Equal(["gone", "old"], stale.Select(job => (string?)job!["metadata"]!["name"]));
        Assert.All(stale, job => Assert.Empty(job!.AsObject().Conditions()));
        Assert.Equal(["new", "old"], fresh.Select(job => (string?)job!["metadata"]!["name"]));
        Assert.Equal(2, fresh[1]!.AsObject().Conditions().Length);
    }

    [Fact]
    public async Task A_continue_token_may_expire_early()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang", name: "a"));
        await cluster.CreateAsync(TestJob.Of("hang", name: "b"));
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.ExpiredContinue));

        var first = await cluster.GetAsync($"{TestJob.Path}?limit=1");
        var second = await cluster.GetAsync($"{TestJob.Path}?limit=1&continue={Uri.EscapeDataString((string)first.Body["metadata"]!["continue"]!)}");

        Assert.Equal((200, 410), (first.Code, second.Code));
    }

    [Fact]
    public async Task A_cluster_that_is_down_answers_no_request_until_it_is_up()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.IsDown = true;

        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.GetAsync("version"));
        cluster.Cluster.Faults.Clear();

        Assert.Equal(200, (await cluster.GetAsync("version")).Code);
    }

    [Fact]
    public async Task Other_processes_control_it_over_http()
    {
        using var cluster = new TestCluster();
        await using var listener = await cluster.Cluster.ListenAsync();
        using var http = new HttpClient { BaseAddress = listener.Address };
        using var faults = new StringContent("""{"faults": [{"kind": "InternalError", "verb": "list", "delay": "00:00:02", "times": 1}]}""");

        var put = await http.PutAsync("_sandbox/faults", faults);
        var first = await http.GetAsync(TestJob.Path);
        var second = await http.GetAsync(TestJob.Path);
        var audit = JsonNode.Parse(await http.GetStringAsync("_sandbox/audit"))!;

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(2, (int?)audit["requests"]!["list jobs"]);
    }
}
