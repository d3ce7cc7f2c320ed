using System.Text.RegularExpressions;
using Goji.Testing;
using Goji.Tool.Tests.Server;
using YamlDotNet.RepresentationModel;

namespace Goji.Tool.Tests.Chart;

/// <summary>The roles grant what Goji asks the API server for, and nothing else.</summary>
public sealed partial class ChartRoles : ServerTest
{
    /// <summary>Granted to every service account by Kubernetes itself.</summary>
    private static readonly string[] AboutOneself = ["create selfsubjectaccessreviews", "create selfsubjectreviews", "get discovery", "get openid"];

    [Fact]
    public async Task Role_grants_every_right_that_the_server_uses()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit(
            "Queue",
            ("queued/again.yaml", JobFiles.Job("again", "fail")),
            ("queued/ttl.yaml", JobFiles.Job("ttl").Replace("  backoffLimit", "  ttlSecondsAfterFinished: 3600\n  backoffLimit", StringComparison.Ordinal)));
        Origin.Commit("Queue more", [.. Enumerable.Range(0, 6).Select(number => ($"queued/many-{number}.yaml", JobFiles.Job($"many-{number}", seconds: 1)))!]);
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(() => Jobs.Count(job => job.StartsWith("succeeded/", StringComparison.Ordinal)) == 7 && Jobs.Contains("failed/again.yaml"), () => server.Program.Output);

        // A second attempt takes the place of the first one's Job.
        (await GojiProgram.RunAsync(Place.Path, ["requeue", "again.yaml", "--directory", "jobs"])).EndedWith(0);
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(() => Created("again") == 2 && Jobs.Contains("failed/again.yaml"), () => server.Program.Output);

        // A ConfigMap beside a Job, and one whose Job is refused for its name.
        using (var http = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new Uri("http://sandbox/") })
        {
            using var job = new StringContent(Body("taken"), System.Text.Encoding.UTF8, "application/json");
            (await http.PostAsync(new Uri("apis/batch/v1/namespaces/default/jobs", UriKind.Relative), job)).Dispose();
        }

        Origin.Commit("Queue", ("queued/mapped.yaml", Map("one") + JobFiles.Job("mapped")), ("queued/taken.yaml", Map("two") + JobFiles.Job("taken")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(() => Jobs.Contains("failed/taken.yaml") && Created("mapped") == 1, () => server.Program.Output);

        // A Job that waits in a queue of Kueue's, and one that has no pods for a while.
        Origin.Commit("Queue", ("queued/podless.yaml", JobFiles.Job("podless", "no-pods")), ("queued/waits.yaml", Waiting("waits")));
        Origin.Commit("Queue an export", ("queued/owned.yaml", Owned("owned")));
        (await server.DeliverAsync(GitHubDelivery.Push())).Dispose();
        await Eventually.IsTrueAsync(() => Created("podless") == 1 && Jobs.Contains("failed/owned.yaml"), () => server.Program.Output);
        Clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.IsTrueAsync(() => Cluster.Audit.Requests.ContainsKey("list events"), () => server.Program.Output);

        var asked = Cluster.Audit.Requests.Keys.Except(AboutOneself).Order(StringComparer.Ordinal);
        Assert.Equal(Granted().Order(StringComparer.Ordinal), asked);
    }

    [Fact]
    public void Every_verb_has_a_comment_with_its_purpose()
    {
        var verbs = ChartFiles.Templates.SelectMany(file => VerbLine().Matches(File.ReadAllText(file))).ToList();

        Assert.Equal(18, verbs.Count);
        Assert.All(verbs, verb => Assert.NotEmpty(verb.Groups["reason"].Value));
    }

    private static string Waiting(string name) => JobFiles.Job(name)
        .Replace($"  name: {name}\n", $"  name: {name}\n  labels: {{kueue.x-k8s.io/queue-name: team-a}}\n", StringComparison.Ordinal)
        .Replace("annotations:\n", "annotations:\n        sandbox.goji.run/queue: never\n", StringComparison.Ordinal);

    private static string Owned(string name) => JobFiles.Job(name)
        .Replace($"  name: {name}\n", $"  name: {name}\n  ownerReferences: [{{apiVersion: batch/v1, kind: CronJob, name: nightly, uid: gone}}]\n", StringComparison.Ordinal);

    private static string Map(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n---\n";

    private static string Body(string name) =>
        """
        {
          "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "NAME"},
          "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "m", "image": "b"}]}}}
        }
        """.Replace("NAME", name, StringComparison.Ordinal);

    private static IEnumerable<string> Granted() =>
        from rules in Rules().Matches(ChartFiles.Read("templates/_helpers.tpl"))
        from rule in ChartFiles.Documents(rules.Groups["rules"].Value).Cast<YamlSequenceNode>().Single()
        from resource in (YamlSequenceNode)rule["resources"]
        from verb in (YamlSequenceNode)rule["verbs"]
        select $"{verb} {resource}";

    [GeneratedRegex(@"define ""goji.(?:read|change|identity)Rules"" -}}\n(?<rules>.*?){{- end", RegexOptions.Singleline)]
    private static partial Regex Rules();

    [GeneratedRegex(@"^ +- (?:create|get|list|watch|delete|patch|update|impersonate)\b(?: +# (?<reason>.+))?$", RegexOptions.Multiline)]
    private static partial Regex VerbLine();
}
