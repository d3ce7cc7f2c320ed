using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Reporting;

namespace Goji.Tests.Passes.Starting;

/// <summary>Clusters whose admission policies set or require ttlSecondsAfterFinished.</summary>
public sealed class TtlPolicies : PassTest
{
    private const string Authors = "ttlSecondsAfterFinished: 600";

    private delegate HttpResponseMessage? Policy(string method, JsonObject job);

    [Fact]
    public async Task Policy_that_demands_a_ttl_is_satisfied()
    {
        Queue(("x.yaml", Job("x", spec: Authors)));

        await PassAsync((method, job) => method == "POST" && job["spec"]!["ttlSecondsAfterFinished"] is null ? Refuse() : null);

        Assert.Equal(["x"], Created());
    }

    [Theory]
    [InlineData("")]
    [InlineData(Authors)]
    public async Task Ttl_that_a_policy_sets_is_withheld_until_the_verdict_is_pushed(string spec)
    {
        Queue(("x.yaml", Job("x", spec: spec)));
        await PassAsync(Impose);

        Clock.Advance(TimeSpan.FromSeconds(100));
        await PassAsync(Impose);

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Equal(3, Record("x.yaml").Newest!.Jobs[0].Ttl);
        Clock.Advance(TimeSpan.FromSeconds(4));
        await PassAsync(Impose);
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Ttl_that_cannot_be_withheld_is_named_when_the_Job_is_gone()
    {
        Policy stubborn = (method, job) =>
        {
            Impose(method, job);
            return method == "PATCH" ? Refuse() : null;
        };
        Queue(("x.yaml", Job("x")));
        await PassAsync(stubborn);
        Assert.Contains(Log.Warnings, line => line.StartsWith("The Job default/x may be deleted before its verdict is read. The cluster has set its ttlSecondsAfterFinished to 3", StringComparison.Ordinal));

        Clock.Advance(TimeSpan.FromSeconds(100));
        var report = await PassAsync(stubborn);

        Assert.Equal(["unknown/x.yaml"], Jobs());
        Assert.Contains("it was deleted before its verdict could be read. The cluster has set its ttlSecondsAfterFinished to 3", Assert.Single(report.Unknown).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ttl_that_the_cluster_fails_to_take_back_keeps_the_file_and_hides_no_verdict()
    {
        var isBroken = true;
        Policy broken = (method, _) => method == "PATCH" && isBroken ? Fail() : null;
        Options.Patience = new() { FirstPause = TimeSpan.Zero };
        Queue(("bad.yaml", Job("bad", "exit 1", spec: Authors)), ("good.yaml", Job("good", spec: Authors)));
        await PassAsync(broken);
        Clock.Advance(TimeSpan.FromSeconds(100));
        Options.Wait = TimeSpan.FromHours(1);

        // The verdicts are known: a pass that waits is done.
        var report = await PassAsync(broken).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(["processing/bad.yaml", "processing/good.yaml"], Jobs());
        Assert.Equal([JobState.Processing, JobState.Processing], report.Jobs.Select(job => job.After));
        Assert.Equal([JobState.Failed, JobState.Succeeded], report.Jobs.Select(job => job.Verdict));
        Assert.All(report.Jobs, job => Assert.Matches("^It has its verdict, (failed|succeeded), and stays in processing/ until the cluster takes this: .*webhook", job.Reason));
        Assert.Contains("<failure", JUnitReport.Write(report), StringComparison.Ordinal);
        var commits = Commits();
        for (var pass = 0; pass < 5; pass++)
        {
            Clock.Advance(TimeSpan.FromSeconds(100));
            report = await PassAsync(broken);
        }

        Assert.Equal(commits, Commits());
        Assert.Equal(JobState.Failed, report.Jobs[0].Verdict);
        isBroken = false;
        await PassAsync(broken);
        Assert.Equal(["failed/bad.yaml", "succeeded/good.yaml"], Jobs());
    }

    [Fact]
    public async Task Owner_that_can_delete_the_Job_is_named_at_the_start_and_after_the_deletion()
    {
        var uid = await CreateCronJobAsync("nightly");
        Queue(("x.yaml", Job("x", metadata: $"ownerReferences: [{{apiVersion: batch/v1, controller: true, kind: CronJob, name: nightly, uid: {uid}}}]")));
        await PassAsync();
        Assert.Contains(Log.Warnings, line => line.Contains("CronJob 'nightly'", StringComparison.Ordinal));
        using (var client = new HttpClient(Cluster.CreateHandler()))
        {
            await client.DeleteAsync(new Uri("http://sandbox/apis/batch/v1/namespaces/default/jobs/x?propagationPolicy=Background"));
        }

        var report = await PassAsync();

        Assert.Contains("Its manifest names an owner (CronJob 'nightly')", Assert.Single(report.Unknown).Reason, StringComparison.Ordinal);
    }

    private async Task<string> CreateCronJobAsync(string name)
    {
        using var client = new HttpClient(Cluster.CreateHandler());
        using var body = new StringContent($$"""{"metadata":{"name":"{{name}}"},"spec":{"schedule":"@daily","jobTemplate":{} } }""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("http://sandbox/apis/batch/v1/namespaces/default/cronjobs"), body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["metadata"]!["uid"]!.GetValue<string>();
    }

    private static HttpResponseMessage? Impose(string method, JsonObject job)
    {
        if (method == "POST")
        {
            job["spec"]!["ttlSecondsAfterFinished"] = 3;
        }

        return null;
    }

    private static HttpResponseMessage Refuse() => new(HttpStatusCode.UnprocessableEntity)
    {
        Content = new StringContent("""{"kind":"Status","status":"Failure","reason":"Invalid","code":422,"message":"every Job must keep its TTL"}"""),
    };

    private static HttpResponseMessage Fail() => new(HttpStatusCode.InternalServerError)
    {
        Content = new StringContent("""{"kind":"Status","status":"Failure","reason":"InternalError","code":500,"message":"failed calling webhook \"ttl.example.com\""}"""),
    };

    private async Task<string[]> NamesAsync()
    {
        using var client = new HttpClient(Cluster.CreateHandler());
        var list = JsonNode.Parse(await client.GetStringAsync(new Uri("http://sandbox/apis/batch/v1/namespaces/default/jobs")))!;
        return [.. list["items"]!.AsArray().Select(job => (string)job!["metadata"]!["name"]!)];
    }

    private Task<GojiReport> PassAsync(Policy policy) => new GojiRunner(
        Options, Log, ClusterConnection.Through(new Admission(Cluster.CreateHandler(), policy), new Uri("http://sandbox"))).ProcessAsync(CancellationToken.None);

    private sealed class Admission(HttpMessageHandler inner, Policy policy) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.Contains("/jobs", StringComparison.Ordinal) && request.Method.Method is "POST" or "PATCH" && request.Content is not null)
            {
                var type = request.Content.Headers.ContentType;
                var job = JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
                if (policy(request.Method.Method, job) is { } refusal)
                {
                    return refusal;
                }

                request.Content = new StringContent(job.ToJsonString(), Encoding.UTF8, type!.MediaType!);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
