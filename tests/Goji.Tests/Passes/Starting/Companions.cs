using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Passes;
using Goji.Sandbox;
using Goji.Yaml;

namespace Goji.Tests.Passes.Starting;

/// <summary>What a job file holds beside its Jobs.</summary>
public sealed class Companions : PassTest
{
    private const string Maps = "api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task A_ConfigMap_exists_before_its_Job_and_is_deleted_with_it()
    {
        Queue(("a.yaml", With(Map("settings", "v: caf\u00e9 \U0001F680"), Job("a", spec: "ttlSecondsAfterFinished: 60"))));

        await PassAsync();
        var map = await ReadAsync($"{Maps}/settings");
        var run = Assert.Single(Record("a.yaml").Newest!.Jobs);
        await PassAfterAsync(5);
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("caf\u00e9 \U0001F680", map!["data"]!["v"]!.GetValue<string>());
        Assert.Equal(Record("a.yaml").Newest!.Id, map["metadata"]!["labels"]!["goji.run/id"]!.GetValue<string>());
        Assert.Equal("a.yaml", map["metadata"]!["annotations"]!["goji.run/file"]!.GetValue<string>());
        Assert.Equal(
            $$"""[{"apiVersion":"batch/v1","kind":"Job","name":"a","uid":"{{run.Uid}}"}]""", map["metadata"]!["ownerReferences"]!.ToJsonString());
        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Null(await ReadAsync($"{Maps}/settings"));
    }

    [Fact]
    public async Task A_requeue_takes_the_companions_over_before_the_old_Job_and_what_it_owns_is_deleted()
    {
        Queue(("a.yaml", With(Map("settings", "old: '1'"), Job("a"))));
        await PassAsync();
        await PassAfterAsync(5);
        var first = await ReadAsync($"{Maps}/settings");
        Origin.Commit("Again", ("succeeded/a.yaml", null), ("queued/a.yaml", With(Map("settings", "new: '2'"), Job("a"))));

        await PassAsync();
        var second = await ReadAsync($"{Maps}/settings");

        Assert.Equal(first!["metadata"]!["uid"]!.GetValue<string>(), second!["metadata"]!["uid"]!.GetValue<string>());
        Assert.Equal("""{"new":"2"}""", second["data"]!.ToJsonString());
        Assert.Equal([Record("a.yaml").Newest!.Jobs[0].Uid], second["metadata"]!["ownerReferences"]!.AsArray().Select(owner => owner!["uid"]!.GetValue<string>()));
        Assert.Equal(["a", "a"], Created());
    }

    [Theory]
    [InlineData("v: '2'", "exists, has other content, and this jobs repository did not make it")]
    [InlineData("w: '1'", "exists, has other content, and this jobs repository did not make it")]
    public async Task A_foreign_object_is_never_changed(string data, string reason)
    {
        await CreateAsync(Maps, Map("settings", "v: '1'"));
        Queue(("a.yaml", With(Map("settings", data), Job("a"))));

        var report = await PassAsync();
        var commits = Commits();
        await PassAsync();

        Assert.Equal(["queued/a.yaml"], Jobs());
        Assert.StartsWith("'a.yaml', document 1, line 1: ConfigMap 'default/settings' ", Assert.Single(report.Held).Reason, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Single(report.Held).Reason, StringComparison.Ordinal);
        Assert.Equal("""{"v":"1"}""", (await ReadAsync($"{Maps}/settings"))!["data"]!.ToJsonString());
        Assert.Equal(commits, Commits());
    }

    [Fact]
    public async Task A_foreign_object_with_the_content_of_the_file_is_used_unchanged()
    {
        await CreateAsync(Maps, Map("settings", "v: '1', w: '2'"));
        var before = await ReadAsync($"{Maps}/settings");
        Queue(("a.yaml", With(Map("settings", "v: '1'"), Job("a"))));

        await PassAsync();

        Assert.Equal(["processing/a.yaml"], Jobs());
        Assert.Equal(before!.ToJsonString(), (await ReadAsync($"{Maps}/settings"))!.ToJsonString());
    }

    [Fact]
    public async Task A_file_waits_for_a_companion_in_use_by_another()
    {
        Queue(("a.yaml", With(Map("settings", "v: '1'"), Job("a"))), ("b.yaml", With(Map("settings", "v: '2'"), Job("b"))));

        var claiming = await PassAsync();
        var waiting = await PassAsync();
        await PassAfterAsync(5);
        await PassAsync();

        Assert.All(
            (GojiReport[])[claiming, waiting],
            report => Assert.Contains(
                "'b.yaml', document 1, line 1: ConfigMap 'default/settings' is in use by '", Assert.Single(report.Held).Reason, StringComparison.Ordinal));
        Assert.Equal(["processing/b.yaml", "succeeded/a.yaml"], Jobs());
        Assert.Equal("""{"v":"2"}""", (await ReadAsync($"{Maps}/settings"))!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_Namespace_can_serve_several_files()
    {
        const string Space = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";
        Options.AllowedKinds.Add("Namespace");
        Queue(("a.yaml", With(Space, Job("a", metadata: "namespace: shop"))), ("b.yaml", With(Space, Job("b", metadata: "namespace: shop"))));

        await PassAsync();

        Assert.Equal(["processing/a.yaml", "processing/b.yaml"], Jobs());
    }

    [Fact]
    public async Task A_Namespace_of_the_file_may_hold_several_Jobs_and_remains_when_they_are_deleted()
    {
        Options.AllowedKinds.Add("Namespace");
        Queue(("a.yaml", With(
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n",
            Map("settings", "v: '1'", "shop"),
            Job("a", metadata: "namespace: shop"),
            Job("b", metadata: "namespace: shop", spec: "ttlSecondsAfterFinished: 60"))));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Equal(2, (await ReadAsync("api/v1/namespaces/shop/configmaps/settings"))!["metadata"]!["ownerReferences"]!.AsArray().Count);
        Assert.Null((await ReadAsync("api/v1/namespaces/shop"))!["metadata"]!["ownerReferences"]);
    }

    [Theory]
    [InlineData("paralellism: 2", "document 3, line")]
    [InlineData("paralellism: 2", "unknown field \"spec.paralellism\"")]
    public async Task A_refused_Job_leaves_nothing_behind(string spec, string reason)
    {
        Options.AllowedKinds.Add("Namespace");
        Queue(
            ("a.yaml", With("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", Map("settings", "v: '1'", "shop"), Job("a", metadata: "namespace: shop", spec: spec))),
            ("b.yaml", With(Map("one", "v: '1'"), Map("two", "v: '1'"), Job("b", spec: spec))));

        var report = await PassAsync();

        Assert.Equal(["failed/a.yaml", "failed/b.yaml"], Jobs());
        Assert.All(report.Failed, job => Assert.Contains(reason, job.Reason, StringComparison.Ordinal));
        Assert.Null(await ReadAsync("api/v1/namespaces/shop"));
        Assert.Null(await ReadAsync($"{Maps}/one"));
        Assert.Null(await ReadAsync($"{Maps}/two"));
    }

    [Fact]
    public async Task A_companion_whose_content_the_server_does_not_take_is_refused_with_its_place()
    {
        Queue(("a.yaml", With(Map("one", "v: '1'"), Map("two", "v: 1"), Job("a"))));

        var report = await PassAsync();

        Assert.Equal(["failed/a.yaml"], Jobs());
        Assert.StartsWith("Job default/a: Refused: 'a.yaml', document 2, line 6: Could not create ConfigMap 'default/two': ", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Null(await ReadAsync($"{Maps}/one"));
        Assert.Empty(Created());
    }

    [Fact]
    public async Task A_kind_that_the_cluster_does_not_have_is_refused_with_its_place()
    {
        Options.AllowedKinds.Add("JobSet");
        Queue(("a.yaml", With("apiVersion: jobset.x-k8s.io/v1alpha2\nkind: JobSet\nmetadata: {name: s}\n", Job("a"))));

        var report = await PassAsync();

        Assert.StartsWith("Job default/a: Refused: 'a.yaml', document 1, line 1: The cluster 'http://sandbox", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Contains("has no kind 'JobSet' in 'jobset.x-k8s.io/v1alpha2'.", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("patch")]
    [InlineData("get")]
    public async Task A_missing_right_holds_the_file_before_it_is_claimed(string verb)
    {
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = verb, Resource = "configmaps" });
        Queue(("a.yaml", With(Map("settings", "v: '1'"), Job("a"))));
        var commits = Commits();

        var report = await PassAsync();

        Assert.Equal(
            $"'a.yaml', document 1, line 1: The runner may not {verb} 'configmaps' in namespace 'default', which ConfigMap 'settings' needs. "
            + "Bind a Role with these verbs to its account, or take the ConfigMap out of the file.",
            Assert.Single(report.Held).Reason);
        Assert.Equal(commits, Commits());
    }

    [Theory]
    [InlineData("v: '1'", "", JobState.Processing)]
    [InlineData("v: 1", "Would be refused: 'a.yaml', document 1, line 1: Could not create ConfigMap 'default/settings': ", JobState.Failed)]
    public async Task A_dry_run_finds_what_a_pass_would_find(string data, string reason, JobState state)
    {
        Options.DryRun = true;
        Queue(("a.yaml", With(Map("settings", data), Job("a"))));

        var job = Assert.Single((await PassAsync()).Jobs);

        Assert.Equal(state, job.After);
        Assert.Contains(reason, job.Reason, StringComparison.Ordinal);
        Assert.Null(await ReadAsync($"{Maps}/settings"));
    }

    [Fact]
    public async Task A_dry_run_holds_a_file_whose_companion_is_foreign()
    {
        await CreateAsync(Maps, Map("settings", "v: '1'"));
        Options.DryRun = true;
        Queue(("a.yaml", With(Map("settings", "v: '2'"), Job("a"))));

        Assert.Equal(JobState.Queued, Assert.Single((await PassAsync()).Jobs).After);
    }

    [Theory]
    [InlineData(nameof(PassStep.Create), false)]
    [InlineData(nameof(PassStep.CreateResponse), true)]
    public async Task A_runner_that_dies_while_starting_leaves_no_duplicates_and_no_orphans(string step, bool isAfter)
    {
        Queue(("a.yaml", With(Map("settings", "v: '1'"), Job("a"))));
        await DieAsync(Enum.Parse<PassStep>(step), isAfter);

        await PassAfterAsync(61);

        var owner = Assert.Single((await ReadAsync($"{Maps}/settings"))!["metadata"]!["ownerReferences"]!.AsArray());
        Assert.Equal(Record("a.yaml").Newest!.Jobs[0].Uid, owner!["uid"]!.GetValue<string>());
        Assert.Equal(["a"], Created());
    }

    [Theory]
    [InlineData(nameof(PassStep.ClaimPush), true)]
    [InlineData(nameof(PassStep.CompanionOwner), false)]
    public async Task A_second_runner_that_dies_before_it_has_set_the_owners_leaves_them_to_a_third(string step, bool isAfter)
    {
        Queue(("a.yaml", With(Map("settings", "v: '1'"), Job("a"))));
        await DieAsync(PassStep.CreateResponse, isAfter: true);
        Clock.Advance(TimeSpan.FromSeconds(61));
        await DieAsync(Enum.Parse<PassStep>(step), isAfter);

        await PassAfterAsync(61);

        var owner = Assert.Single((await ReadAsync($"{Maps}/settings"))!["metadata"]!["ownerReferences"]!.AsArray());
        Assert.Equal(Record("a.yaml").Newest!.Jobs[0].Uid, owner!["uid"]!.GetValue<string>());
        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Equal(["a"], Created());
    }

    [Fact]
    public async Task A_companion_that_version_1_0_0_applied_is_taken_over()
    {
        using var http = Http();
        using var body = new StringContent(Map("settings", "v: '1'"), Encoding.UTF8, "application/apply-patch+yaml");
        await http.PatchAsync(new Uri($"{Maps}/settings?fieldManager=goji", UriKind.Relative), body);
        Queue(("a.yaml", With(Map("settings", "v: '2'"), Job("a"))));

        await PassAsync();

        Assert.Equal("""{"v":"2"}""", (await ReadAsync($"{Maps}/settings"))!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_returned_claim_removes_its_companions()
    {
        Options.AllowedKinds.Add("PersistentVolumeClaim");
        await CreateAsync("apis/batch/v1/namespaces/default/jobs", Job("a"));
        Queue(("a.yaml", With(Map("settings", "v: '1'"), "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {}\n", Job("a"))));

        await PassAsync();

        Assert.Equal(["failed/a.yaml"], Jobs());
        Assert.Null(await ReadAsync($"{Maps}/settings"));
        Assert.Null(await ReadAsync("api/v1/namespaces/default/persistentvolumeclaims/disk"));
    }

    private async Task DieAsync(PassStep step, bool isAfter) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(probe: new Death(step, isAfter)).ProcessAsync(CancellationToken.None));

    private static string With(params string[] documents) => string.Join("---\n", documents.Select(document => document.TrimEnd() + "\n"));

    private static string Map(string name, string data, string space = "default") =>
        $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}, namespace: {{space}}}
        data: { {{data}} }

        """;

    private HttpClient Http() => new(Cluster.CreateHandler()) { BaseAddress = new Uri("http://sandbox/") };

    private async Task CreateAsync(string path, string yaml)
    {
        using var http = Http();
        using var body = new StringContent(YamlDocuments.Read(Encoding.UTF8.GetBytes(yaml), []).First().Root!.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonNode?> ReadAsync(string path)
    {
        using var http = Http();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? null : JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }

    private sealed class Death(PassStep step, bool isAfter) : IPassProbe
    {
        public void Before(PassStep reached) => Die(reached, !isAfter);

        public void After(PassStep reached) => Die(reached, isAfter);

        private void Die(PassStep reached, bool isHere)
        {
            if (reached == step && isHere)
            {
                throw new InvalidOperationException("The runner dies here.");
            }
        }
    }
}
