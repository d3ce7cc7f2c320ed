using Goji.Cake.Running;
using Goji.Sandbox;
using Goji.Testing;
using YamlDotNet.RepresentationModel;

namespace Goji.Cake.Tests.Scripts;

/// <summary>The Role of samples/cookbook/in-cluster.yaml against what passes ask of a cluster, and what the cookbook describes for each missing right.</summary>
public sealed class TheRunnersRole : IDisposable
{
    // Granted to every service account by the ClusterRoles system:basic-user, system:discovery and system:service-account-issuer-discovery.
    private static readonly string[] Everybodys = ["create selfsubjectaccessreviews", "create selfsubjectreviews", "get discovery", "get openid"];

    private readonly TemporaryDirectory place = new();
    private readonly SandboxCluster cluster = new();
    private readonly BareOrigin origin;
    private readonly GojiOptions options;

    public TheRunnersRole()
    {
        origin = BareOrigin.WithStateFolders(place);
        options = new()
        {
            Directory = origin.Clone(place["clone"]),
            Wait = TimeSpan.FromSeconds(20),
            PollInterval = TimeSpan.FromMilliseconds(100),
            FailStuckAfter = TimeSpan.FromSeconds(1),
        };
    }

    public void Dispose()
    {
        cluster.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task It_grants_every_right_that_passes_use_and_no_other()
    {
        await RunEverythingAsync();

        Assert.Equal(
            Granted().Order(StringComparer.Ordinal),
            cluster.Audit.Requests.Keys.Where(request => !Everybodys.Contains(request)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_right_has_a_line_in_the_cookbook()
    {
        var text = await File.ReadAllTextAsync(Workshop.InRepository("docs/cookbook.md"));

        Assert.All(Granted(), right => Assert.Matches($"(?m)^\\| .*`{right}`.* \\|", text));
    }

    [Theory]
    [InlineData("create", "jobs", "queued/good.yaml", "The runner may not create Jobs in namespace 'default'.")]
    [InlineData("list", "jobs", "succeeded/good.yaml", "")]
    [InlineData("patch", "jobs", "succeeded/good.yaml", "cannot patch resource \"jobs\"")]
    [InlineData("list", "pods", "succeeded/good.yaml", "")]
    [InlineData("get", "pods/log", "succeeded/good.yaml", "")]
    [InlineData("list", "events", "succeeded/good.yaml", "")]
    [InlineData("watch", "jobs", "succeeded/good.yaml", "")]
    [InlineData("get", "namespaces", "succeeded/good.yaml", "")]
    public async Task Without_a_right_a_job_gets_as_far_as_the_cookbook_describes(string verb, string resource, string end, string reason)
    {
        options.Wait = TimeSpan.FromMinutes(1);
        cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = verb, Resource = resource });
        origin.Commit("Queue", ("queued/good.yaml", QuickJob.Manifest("good", spec: "ttlSecondsAfterFinished: 600")));

        var report = await PassAsync();

        Assert.True(origin.Files.Contains(end), string.Join(' ', origin.Files));
        Assert.Contains(reason, string.Join('\n', report.Jobs.Select(job => job.Reason).Concat(report.Warnings)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_get_Jobs_a_job_stays_and_the_pass_reports_the_reason()
    {
        // One round shows it; the cluster runs by the real clock, and a slow machine may need any time to wait for more.
        options.Wait = null;
        cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "get", Resource = "jobs" });
        origin.Commit("Queue", ("queued/good.yaml", QuickJob.Manifest("good")));

        var failure = await Assert.ThrowsAnyAsync<GojiException>(PassAsync);

        Assert.Contains("cannot get resource \"jobs\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains("processing/good.yaml", origin.Files);
    }

    [Fact]
    public async Task Without_the_right_to_delete_a_requeued_job_waits_while_its_finished_Job_exists()
    {
        options.Wait = TimeSpan.FromMinutes(1);
        cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "delete", Resource = "jobs" });
        origin.Commit("Queue", ("queued/bad.yaml", QuickJob.Manifest("bad", "exit 3")));
        await PassAsync();
        await Runner().RequeueAsync("bad.yaml", CancellationToken.None);
        options.Wait = null;

        var report = await PassAsync();

        Assert.Contains("processing/bad.yaml", origin.Files);
        Assert.Contains("cannot delete resource \"jobs\"", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    private async Task RunEverythingAsync()
    {
        origin.Commit(
            "Queue",
            ("queued/good.yaml", QuickJob.Manifest("good", spec: "ttlSecondsAfterFinished: 600")),
            ("queued/bad.yaml", QuickJob.Manifest("bad", "exit 3")),
            ("queued/stuck.yaml", QuickJob.Manifest("stuck", "image-pull")),
            ("queued/podless.yaml", QuickJob.Manifest("podless", "no-pods")));
        await PassAsync();
        await Runner().RequeueAsync("bad.yaml", CancellationToken.None);
        await PassAsync();

        // A ConfigMap beside a Job, and one whose Job is refused for its name.
        using (var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://sandbox/") })
        {
            const string Taken =
                """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"taken"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"m","image":"b"}]}}}}""";
            using var body = new StringContent(Taken, System.Text.Encoding.UTF8, "application/json");
            (await http.PostAsync(new Uri("apis/batch/v1/namespaces/default/jobs", UriKind.Relative), body)).Dispose();
        }

        origin.Commit("Queue", ("queued/mapped.yaml", Map("one") + QuickJob.Manifest("mapped")), ("queued/taken.yaml", Map("two") + QuickJob.Manifest("taken")));
        await PassAsync();

        // A Job that names an owner.
        origin.Commit("Queue", ("queued/owned.yaml", QuickJob.Manifest("owned").Replace(
            "{name: owned}", "{name: owned, ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: nightly, uid: gone}]}", StringComparison.Ordinal)));
        await PassAsync();

        // More than are read one by one.
        origin.Commit("Queue", [.. Enumerable.Range(0, 6).Select(number => ($"queued/many-{number}.yaml", (string?)QuickJob.Manifest($"many-{number}")))]);
        await PassAsync();

        // A Job that waits in a queue of Kueue's.
        origin.Commit("Queue", ("queued/waits.yaml", QuickJob.Manifest("waits")
            .Replace("{name: waits}", "{name: waits, labels: {kueue.x-k8s.io/queue-name: team-a}}", StringComparison.Ordinal)
            .Replace("annotations: {", "annotations: {sandbox.goji.run/queue: never, ", StringComparison.Ordinal)));
        options.Wait = TimeSpan.FromSeconds(1);
        await PassAsync();
    }

    private static string Map(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n---\n";

    private Task<GojiReport> PassAsync() => Runner().ProcessAsync(CancellationToken.None);

    private GojiRunner Runner() => new(options, new CakeGojiLog(new RecordingLog()), ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox")));

    private static IEnumerable<string> Granted()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Recipe.Folder, "in-cluster.yaml"))));
        return
            from document in stream.Documents
            let root = (YamlMappingNode)document.RootNode
            where root.Children.ContainsKey("rules")
            from rule in ((YamlSequenceNode)root["rules"]).Cast<YamlMappingNode>()
            from resource in (YamlSequenceNode)rule["resources"]
            from verb in (YamlSequenceNode)rule["verbs"]
            select $"{verb} {resource}";
    }
}
