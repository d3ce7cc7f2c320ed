using System.Collections.Concurrent;
using System.Net;

namespace Goji.Tests.Passes;

/// <summary>Policies that have a service account impersonated, name clusters, or limit what runs at a time.</summary>
public sealed class ActingAsOthers : PassTest
{
    private const string Account = "system:serviceaccount:default:goji-jobs";

    private readonly ConcurrentQueue<(string Verb, string Path, string? User)> requests = new();

    public ActingAsOthers()
    {
        Directory.CreateDirectory(Place["runner"]);
        Options.PolicyFile = Place["runner/policy.yaml"];
        Policy($"impersonate: {Account}");
    }

    /// <summary>The user whose requests the API server forbids; null for nobody.</summary>
    private string? Forbidden { get; set; }

    [Fact]
    public async Task Everything_that_changes_the_cluster_is_done_as_the_account()
    {
        Options.AllowedKinds.Add("ConfigMap");
        Queue(("a.yaml", Job("a", spec: "ttlSecondsAfterFinished: 60") + "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n"));

        await RunAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        var report = await RunAsync();

        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Empty(report.Warnings);
        var changes = requests.Where(request => request.Verb != "GET" && !request.Path.Contains("/selfsubjectreviews", StringComparison.Ordinal)).ToList();
        Assert.Contains(changes, request => request.Verb == "PATCH" && request.Path.Contains("/configmaps/", StringComparison.Ordinal));
        Assert.Contains(changes, request => request.Verb == "PATCH" && request.Path.Contains("/jobs/a", StringComparison.Ordinal));
        Assert.All(changes, request => Assert.Equal(Account, request.User));
        Assert.DoesNotContain(requests, request => request.Path.Contains("labelSelector", StringComparison.Ordinal) && request.User is not null);
    }

    [Fact]
    public async Task Without_the_right_to_impersonate_nothing_is_claimed_and_the_reason_names_it()
    {
        Forbidden = Account;
        Queue(("a.yaml", Job("a")));
        var commits = Commits();

        var report = await RunAsync();

        Assert.Contains(
            $"The policy has the runner impersonate '{Account}'. Grant the runner the verb 'impersonate' for it.", Assert.Single(report.Held).Reason, StringComparison.Ordinal);
        Assert.Equal(commits, Commits());
    }

    [Fact]
    public async Task File_for_another_cluster_is_left_to_its_runner()
    {
        Policy("contexts: [prod-*]");
        Queue(("a.yaml", Job("a")));

        var report = await RunAsync();

        Assert.Equal(
            "The rule 'all' of the policy does not start it on the cluster of the context 'in-cluster'. It allows 'prod-*'. A runner with such a context starts it.",
            Assert.Single(report.Held).Reason);
        Policy("contexts: [in-cluster]");
        Assert.Empty((await RunAsync()).Held);
    }

    [Fact]
    public async Task Rules_limit_what_is_in_processing()
    {
        Policy("maxProcessing: 2");
        Queue(("a.yaml", Job("a")), ("b.yaml", Job("b")), ("c.yaml", Job("c")));

        Assert.Equal(
            "The rule 'all' of the policy allows 2 files in processing/, and there are 2. It starts when there is room.", Assert.Single((await RunAsync()).Held).Reason);
        Assert.Equal("c.yaml", Assert.Single((await RunAsync()).Held).File);
    }

    [Theory]
    [InlineData("groupLimits: {db: 2}", "", 2)]
    [InlineData("groupLimits: {db: 2}", "db=1", 1)]
    [InlineData("groupLimits: {db: 1}", "db=3", 1)]
    [InlineData("groupLimits: {other: 5}", "", 1)]
    [InlineData("groupLimits: {db: 0}", "", 0)]
    public async Task Group_has_the_smaller_of_the_limits_of_policy_and_runner(string rule, string runner, int expected)
    {
        Policy(rule);
        Options.GroupLimits = runner.Length > 0 ? [runner] : [];
        Queue([.. "abc".Select(name => ($"{name}.yaml", Job($"{name}", metadata: "annotations: {goji.run/group: db}")))]);

        var report = await RunAsync();

        Assert.Equal(expected, report.Processing.Count());
    }

    private void Policy(string rule) => File.WriteAllText(
        Options.PolicyFile!, $"rules:\n- name: all\n  paths: ['**']\n  namespaces: ['**']\n  kinds: [ConfigMap]\n  {rule}\n");

    private Task<GojiReport> RunAsync() => new GojiRunner(
        Options, Log, ClusterConnection.Through(new Recorder(this) { InnerHandler = Cluster.CreateHandler() }, new Uri("http://sandbox"))).ProcessAsync();

    private sealed class Recorder(ActingAsOthers test) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var user = request.Headers.TryGetValues("Impersonate-User", out var users) ? users.Single() : null;
            test.requests.Enqueue((request.Method.Method, request.RequestUri!.PathAndQuery, user));
            return user is null || user != test.Forbidden ? base.SendAsync(request, cancellationToken) : Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)
            {
                Content = new StringContent(
                    $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,"message":"serviceaccounts \"goji-jobs\" is forbidden: User \"goji\" cannot impersonate resource \"serviceaccounts\" in API group \"\" in the namespace \"default\""}""",
                    System.Text.Encoding.UTF8,
                    "application/json"),
            });
        }
    }
}
