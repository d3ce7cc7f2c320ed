using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Ports;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tests.Kubernetes;

public sealed class TrustingResponses : IAsyncLifetime, IDisposable
{
    private const string LoginPage = "<!DOCTYPE html><html><title>Sign in</title></html>";
    private const string Jobs = "/namespaces/default/jobs";
    private const string Rbac = """jobs.batch is forbidden: User \"goji\" cannot create resource \"jobs\" in API group \"batch\" in the namespace \"default\" """;

    private readonly ScriptedApi api = new();

    public Task InitializeAsync() => api.Cluster.IdentifyAsync(CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData("GET", "namespaces/kube-system")]
    [InlineData("GET", Jobs)]
    [InlineData("GET", "/jobs/work")]
    [InlineData("POST", "/selfsubjectaccessreviews")]
    [InlineData("POST", Jobs)]
    [InlineData("PATCH", "/jobs/work")]
    [InlineData("DELETE", "/jobs/work")]
    [InlineData("PATCH", "/configmaps/settings")]
    [InlineData("GET", "/api/v1")]
    [InlineData("GET", "/pods")]
    [InlineData("GET", "/events")]
    public async Task Login_page_is_never_an_answer(string method, string path)
    {
        var job = await CreateAsync();
        api.Answer(method, path, 200, LoginPage, "text/html");
        Func<Task>[] calls =
        [
            () => api.Cluster.IdentifyAsync(CancellationToken.None),
            () => api.Cluster.ListJobsAsync("default", "a=b", CancellationToken.None),
            () => api.Cluster.FindJobAsync("default", "work", CancellationToken.None),
            () => api.Cluster.MayCreateJobsAsync("default", CancellationToken.None),
            () => CreateAsync("other"),
            () => api.Cluster.SetTtlAsync("default", "work", job.Uid, 600, CancellationToken.None),
            () => api.Cluster.DeleteJobAsync(job, CancellationToken.None),
            () => ApplyAsync("""{"value":"1"}"""),
            () => api.Cluster.ExplainAsync("default", job.Uid, 10, CancellationToken.None),
            () => api.Cluster.ExplainAsync("default", Guid.NewGuid().ToString(), 10, CancellationToken.None),
        ];

        var failures = new List<ClusterException>();
        foreach (var call in calls)
        {
            if (await Record.ExceptionAsync(call) is ClusterException failure)
            {
                failures.Add(failure);
            }
        }

        Assert.NotEmpty(failures);
        Assert.All(failures, failure =>
        {
            Assert.Equal(ClusterFailure.Unavailable, failure.Failure);
            Assert.EndsWith("is not a Kubernetes API server (HTTP 200 OK). Look for a proxy or a load balancer in between.", failure.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("""{"kind":"JobList","apiVersion":"batch/v1","metadata":{"continue":"more"},"items":[{"metadata":{"name":"a"}},""")]
    [InlineData("""{"kind":"JobList","apiVersion":"batch/v1","metadata":{},"items":[{"metadata":{"name":"a"}}]}}""")]
    [InlineData("""{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"a"}}]}""")]
    [InlineData("""{"apiVersion":"batch/v1","metadata":{},"items":[{"metadata":{"name":"a"}}]}""")]
    [InlineData("""{"kind":"JobList","items":[{"metadata":{"name":"\ud800"}}]}""")]
    [InlineData("""[{"kind":"JobList"}]""")]
    [InlineData("")]
    public async Task List_that_is_not_whole_or_no_list_of_Jobs_is_requested_again(string page)
    {
        api.Answer("GET", Jobs, 200, page);

        var failure = await Assert.ThrowsAsync<ClusterException>(() => api.Cluster.ListJobsAsync("default", "a=b", CancellationToken.None));

        Assert.Equal(ClusterFailure.Unavailable, failure.Failure);
        Assert.Contains("is not a Kubernetes API server (HTTP 200 OK)", failure.Message, StringComparison.Ordinal);
        Assert.Contains(api.Log.All, line => line.Contains("Trying again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_page_is_no_log()
    {
        var job = await CreateAsync(result: "exit 3");
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        api.Answer("GET", "/log", 200, LoginPage, "text/html");

        var pod = Assert.Single(await api.Cluster.ExplainAsync("default", job.Uid, 10, CancellationToken.None));

        Assert.Empty(pod.Log);
    }

    [Fact]
    public async Task Ttl_that_the_cluster_has_changed_does_not_count_as_restored()
    {
        var job = await CreateAsync();
        api.Answer("PATCH", "/jobs/work", 200, """{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"work"},"spec":{"ttlSecondsAfterFinished":3}}""");

        var failure = await Assert.ThrowsAsync<ClusterException>(() => api.Cluster.SetTtlAsync("default", "work", job.Uid, 600, CancellationToken.None));

        Assert.Equal("Could not set ttlSecondsAfterFinished of Job 'default/work': the cluster has set it to 3 s in place of 600 s, as a policy may.", failure.Message);
    }

    [Theory]
    [InlineData("ValidatingAdmissionPolicy 'p' with binding 'p' denied request: containers cannot run as root here", ClusterFailure.Invalid)]
    [InlineData("admission webhook \\\"w\\\" denied the request: the user cannot create jobs", ClusterFailure.Invalid)]
    [InlineData("jobs.batch \\\"a\\\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>", ClusterFailure.Invalid)]
    [InlineData("admission webhook \\\"w\\\" denied the request: team has exceeded quota", ClusterFailure.Invalid)]
    [InlineData("jobs.batch \\\"a\\\" is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1, used: count/jobs.batch=2, limited: count/jobs.batch=2", ClusterFailure.QuotaExceeded)]
    public async Task Refusal_by_admission_is_distinguished_from_a_missing_right(string message, object expected)
    {
        api.Answer("POST", Jobs, 403, $$"""{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"{{message}}"}""");

        var failure = await Assert.ThrowsAsync<ClusterException>(() => CreateAsync());

        Assert.Equal(expected, failure.Failure);
    }

    [Fact]
    public async Task Quota_that_another_request_changes_at_the_same_moment_is_tried_again()
    {
        const string Words = "Operation cannot be fulfilled on resourcequotas \\\"jobs\\\": the object has been modified; please apply your changes to the latest version and try again";
        var (conflicts, tries) = (1, 0);
        api.Answer("POST", Jobs, _ => Task.FromResult(++tries <= conflicts
            ? new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new StringContent($$"""{"kind":"Status","status":"Failure","reason":"Conflict","code":409,"message":"{{Words}}"}""") }
            : new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent("""{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"work","namespace":"default","uid":"u"}}""") }));

        Assert.Equal(("u", 2), ((await CreateAsync()).Uid, tries));

        conflicts = int.MaxValue;
        var failure = await Assert.ThrowsAsync<ClusterException>(() => CreateAsync());
        Assert.Equal((ClusterFailure.Contended, false), (failure.Failure, failure.MayHaveActed));
    }

    [Theory]
    [InlineData("https://login.example.com/oauth?state=s3cret", "https://login.example.com")]
    [InlineData("/login?state=s3cret", "another path")]
    public async Task Redirect_is_named_without_its_secrets(string location, string named)
    {
        api.Answer("POST", Jobs, 302, "", headers: ("Location", location));

        var failure = await Assert.ThrowsAsync<ClusterException>(() => CreateAsync());

        Assert.Equal(ClusterFailure.Unavailable, failure.Failure);
        Assert.EndsWith($"is not a Kubernetes API server (HTTP 302 Found to '{named}'). Look for a proxy or a load balancer in between.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, ClusterFailure.Invalid)]
    [InlineData(false, ClusterFailure.Forbidden)]
    [InlineData(null, ClusterFailure.Forbidden)]
    public async Task Missing_right_is_confirmed_by_the_access_review(bool? isAllowed, object expected)
    {
        api.Answer("POST", Jobs, 403, $$"""{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"{{Rbac}}"}""");
        if (isAllowed is null)
        {
            api.Faults.Add(new(SandboxFaultKind.Forbidden) { Resource = "selfsubjectaccessreviews" });
        }
        else if (isAllowed == false)
        {
            api.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "create", Resource = "jobs" });
        }

        var failure = await Assert.ThrowsAsync<ClusterException>(() => CreateAsync());

        Assert.Equal(expected, failure.Failure);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("patch")]
    [InlineData("get")]
    public async Task Missing_rights_on_a_kind_are_named_with_the_resource_that_a_Role_grants_them_on(string missing)
    {
        api.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = missing, Resource = "configmaps" });

        Assert.Equal([missing], (await FindMissingRightsAsync("v1", "ConfigMap")).Verbs);
        Assert.Empty((await FindMissingRightsAsync("v1", "Secret")).Verbs);
        Assert.Equal("roles.rbac.authorization.k8s.io", (await FindMissingRightsAsync("rbac.authorization.k8s.io/v1", "Role")).Resource);
    }

    [Fact]
    public async Task Content_that_the_server_answers_with_500_is_refused_in_its_words()
    {
        const string Words = "failed to create typed patch object (default/settings; /v1, Kind=ConfigMap): .data.value: expected string, got &value.valueUnstructured{Value:1}";
        api.Answer("PATCH", "/configmaps/settings", 500, new JsonObject { ["kind"] = "Status", ["status"] = "Failure", ["message"] = Words, ["code"] = 500 }.ToJsonString());

        var failure = await Assert.ThrowsAsync<ClusterException>(() => ApplyAsync("""{"value":1}"""));

        Assert.Equal((ClusterFailure.Invalid, false), (failure.Failure, failure.MayHaveActed));
        Assert.Contains(Words, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "etcdserver: request timed out")]
    [InlineData("InternalError", "Internal error occurred: failed calling webhook")]
    public async Task Other_errors_of_the_server_are_temporary(string reason, string message)
    {
        api.Answer("PATCH", "/configmaps/settings", 500, $$"""{"kind":"Status","status":"Failure","reason":"{{reason}}","message":"{{message}}","code":500}""");

        var failure = await Assert.ThrowsAsync<ClusterException>(() => ApplyAsync("""{"value":"1"}"""));

        Assert.Equal(ClusterFailure.Unavailable, failure.Failure);
    }

    [Fact]
    public async Task Kinds_of_a_group_are_read_once()
    {
        var asked = 0;
        api.Answer("GET", "/api/v1", _ =>
        {
            asked++;
            return Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent("""{"kind":"APIResourceList","resources":[{"name":"configmaps","namespaced":true,"kind":"ConfigMap"}]}"""),
            });
        });

        await ApplyAsync("""{"value":"1"}""");
        await ApplyAsync("""{"value":"2"}""");

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Warnings_of_the_cluster_are_shown_once_each()
    {
        const string Warning = """299 - "would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false", 299 - "hidden by later name"  """;
        api.Answer("GET", "/jobs/work", 404, """{"kind":"Status","status":"Failure","reason":"NotFound","details":{"name":"work"},"code":404}""", headers: ("Warning", Warning));

        await api.Cluster.FindJobAsync("default", "work", CancellationToken.None);
        await api.Cluster.FindJobAsync("default", "work", CancellationToken.None);

        Assert.Equal(
            [
                "The cluster warns: would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false",
                "The cluster warns: hidden by later name",
            ],
            api.Log.Warnings);
    }

    [Fact]
    public async Task Silent_server_is_reported_once_and_abandoned_in_bounded_time()
    {
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        api.Answer("GET", "/kube-system", async token =>
        {
            silent.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return new();
        });
        var asking = api.Cluster.IdentifyAsync(CancellationToken.None);
        await silent.Task.InTime();

        api.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(
            "The cluster 'http://sandbox' has not answered for 5 seconds (identify the cluster). Waiting up to 60 seconds.",
            Assert.Single(api.Log.Warnings));
        for (var seconds = 5; seconds < 60 && !asking.IsCompleted; seconds += 5)
        {
            api.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        var failure = await Assert.ThrowsAsync<ClusterException>(() => asking.InTime());
        Assert.Equal(ClusterFailure.Unavailable, failure.Failure);
        Assert.Single(api.Log.Warnings);
    }

    private Task<ObservedJob> CreateAsync(string name = "work", string result = "success") => api.Cluster.CreateJobAsync(
        "default",
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "{{name}}", "namespace": "default" },
              "spec": { "backoffLimit": 0, "template": {
                "metadata": { "annotations": { "sandbox.goji.run/result": "{{result}}", "sandbox.goji.run/log": "some line" } },
                "spec": { "restartPolicy": "Never", "containers": [{ "name": "main", "image": "busybox" }] } } }
            }
            """),
        DateTimeOffset.MaxValue,
        CancellationToken.None);

    private Task<ObservedResource> ApplyAsync(string data) => api.Cluster.ApplyAsync(
        new("v1", "ConfigMap", "default", "settings"),
        Encoding.UTF8.GetBytes($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{{data}}}"""),
        trustedUntil: null,
        CancellationToken.None);

    private Task<(IReadOnlyList<string> Verbs, string Resource)> FindMissingRightsAsync(string apiVersion, string kind) =>
        api.Cluster.FindMissingRightsAsync(new(apiVersion, kind, "default", "any"), ["get", "create", "patch"], CancellationToken.None);
}
