using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class ChangingJobs
{
    private const string Work = $"{TestJob.Path}/work";

    [Theory]
    [InlineData("""{"spec": {"template": {"spec": {"containers": [{"name": "other", "image": "i"}]}}}}""", "spec.template")]
    [InlineData("""{"spec": {"completions": 4}}""", "spec.completions")]
    [InlineData("""{"spec": {"completionMode": "Indexed"}}""", "spec.completionMode")]
    public async Task Immutable_fields_cannot_change(string patch, string field)
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of());

        var answer = await cluster.PatchAsync(Work, JsonNode.Parse(patch)!);

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.Contains(answer.Body["details"]!["causes"]!.AsArray(), cause =>
            (string?)cause!["field"] == field && ((string)cause["message"]!).EndsWith(": field is immutable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_made_on_an_old_version_is_a_conflict()
    {
        using var cluster = new TestCluster();
        var old = (await cluster.CreateAsync(TestJob.Of())).Body;

        var answer = await cluster.SendAsync(HttpMethod.Put, Work, old);

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
        Assert.Equal(
            "Operation cannot be fulfilled on jobs.batch \"work\": the object has been modified; please apply your changes to the latest version and try again",
            answer.Message);
    }

    [Fact]
    public async Task A_job_of_another_uid_is_in_conflict_when_it_is_replaced_and_invalid_when_it_is_patched()
    {
        using var cluster = new TestCluster();
        var job = (await cluster.CreateAsync(TestJob.Of())).Body;
        var uid = (string?)job["metadata"]!["uid"];
        job["metadata"]!["uid"] = "another";

        var replaced = await cluster.SendAsync(HttpMethod.Put, Work, job);
        var patched = await cluster.PatchAsync(Work, JsonNode.Parse("""{"metadata": {"uid": "another"}, "spec": {"ttlSecondsAfterFinished": 1}}""")!);

        Assert.Equal((409, "Conflict"), (replaced.Code, replaced.Reason));
        Assert.Equal(
            "Operation cannot be fulfilled on jobs.batch \"work\": StorageError: invalid object, Code: 4, Key: /registry/jobs/default/work, ResourceVersion: 0, "
            + $"AdditionalErrorMsg: Precondition failed: UID in precondition: another, UID in object meta: {uid}",
            replaced.Message);
        Assert.Equal((422, "Invalid"), (patched.Code, patched.Reason));
        Assert.Contains("metadata.uid: Invalid value: \"another\": field is immutable", patched.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_made_on_the_latest_version_is_kept_and_counted()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        var job = await cluster.JobAsync();
        job["spec"]!["backoffLimit"] = 2;

        var answer = await cluster.SendAsync(HttpMethod.Put, Work, job);

        Assert.Equal(200, answer.Code);
        Assert.Equal((2, 2), ((int)answer.Body["spec"]!["backoffLimit"]!, (int)answer.Body["metadata"]!["generation"]!));
    }

    [Fact]
    public async Task Labels_and_annotations_are_changed_by_every_kind_of_patch()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));

        await cluster.PatchAsync(Work, JsonNode.Parse("""{"metadata": {"labels": {"a": "1"}}}""")!);
        await cluster.PatchAsync(Work, JsonNode.Parse("""{"metadata": {"labels": {"b": "2"}}}""")!, "application/strategic-merge-patch+json");
        await cluster.PatchAsync(Work, JsonNode.Parse("""[{"op": "add", "path": "/metadata/labels/c~1d", "value": "3"}]""")!, "application/json-patch+json");
        var answer = await cluster.PatchAsync(
            $"{Work}?fieldManager=me", JsonNode.Parse("""{"apiVersion": "batch/v1", "kind": "Job", "metadata": {"labels": {"e": "4"}}}""")!, "application/apply-patch+yaml");

        Assert.Equal(200, answer.Code);
        Assert.Equal("""{"goji.run/id":"run-of-work","a":"1","b":"2","c/d":"3","e":"4"}""", answer.Body["metadata"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public async Task A_field_that_is_no_longer_applied_is_removed()
    {
        using var cluster = new TestCluster();
        const string Path = "api/v1/namespaces/default/configmaps/settings?fieldManager=me";
        static JsonNode Map(string data) => JsonNode.Parse($$"""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {{data}} }""")!;

        var created = await cluster.PatchAsync(Path, Map("""{"a": "1", "b": "2"}"""), "application/apply-patch+yaml");
        await cluster.PatchAsync(Path.Split('?')[0], JsonNode.Parse("""{"data": {"c": "3"}}""")!);
        var changed = await cluster.PatchAsync(Path, Map("""{"a": "1"}"""), "application/apply-patch+yaml");

        Assert.Equal(201, created.Code);
        Assert.Equal("""{"a":"1","c":"3"}""", changed.Body["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_field_of_another_manager_is_a_conflict_unless_forced()
    {
        using var cluster = new TestCluster();
        const string Path = "api/v1/namespaces/default/configmaps/settings";
        static JsonNode Map(string value) => JsonNode.Parse($$"""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"a.b/c": "{{value}}"} }""")!;
        await cluster.PatchAsync($"{Path}?fieldManager=first", Map("1"), "application/apply-patch+yaml");

        var refused = await cluster.PatchAsync($"{Path}?fieldManager=second", Map("2"), "application/apply-patch+yaml");
        var forced = await cluster.PatchAsync($"{Path}?fieldManager=second&force=true", Map("2"), "application/apply-patch+yaml");

        Assert.Equal((409, "Apply failed with 1 conflict: conflict with \"first\": .data.a.b/c"), (refused.Code, refused.Message));
        Assert.Equal("2", (string?)forced.Body["data"]!["a.b/c"]);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_makes_no_new_version()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        var before = await cluster.JobAsync();

        var after = (await cluster.PatchAsync(Work, JsonNode.Parse("""{"spec": {"backoffLimit": 6}}""")!)).Body;

        Assert.Equal((string?)before["metadata"]!["resourceVersion"], (string?)after["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task A_suspended_job_that_never_ran_accepts_scheduling_changes()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"suspend": true}"""));

        var answer = await cluster.PatchAsync(Work, JsonNode.Parse("""{"spec": {"suspend": false, "template": {"spec": {"nodeSelector": {"pool": "big"}}}}}""")!);

        Assert.Equal(200, answer.Code);
        Assert.Equal("big", (string?)Assert.Single(await cluster.PodsAsync())["spec"]!["nodeSelector"]!["pool"]);
    }
}
