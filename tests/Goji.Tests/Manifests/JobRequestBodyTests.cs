using System.Text;
using Goji.Manifests;

namespace Goji.Tests.Manifests;

public class JobRequestBodyTests
{
    private static readonly JobMarks Marks = new("01JD0000000000000000000XYZ", "repo-1", "team-a/a.yaml", "https://example.com/jobs.git");

    [Fact]
    public void Marks_are_added_and_everything_else_is_kept_in_order()
        => Assert.Equal(
            """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a","namespace":"default","finalizers":["x"],"labels":{"l":"1","goji.run/id":"01JD0000000000000000000XYZ","goji.run/repository":"repo-1","app.kubernetes.io/managed-by":"goji"},"annotations":{"m":"2","goji.run/file":"team-a/a.yaml","goji.run/repository-url":"https://example.com/jobs.git"}},"spec":{"unheardOf":[1e+21,null,"é<"]},"status":{}}""",
            Body("apiVersion: batch/v1\nkind: Job\nmetadata:\n  labels: {l: '1'}\n  annotations: {m: '2'}\n  name: a\n  finalizers: [x]\nspec: {unheardOf: [1e21, ~, é<]}\nstatus: {}\n"));

    [Fact]
    public void A_generateName_stays_beside_the_fixed_name()
    {
        var body = Body("apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: a-\n");

        Assert.Contains("\"metadata\":{\"name\":\"a\",\"namespace\":\"default\",\"generateName\":\"a-\",\"labels\"", body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("labels: {}")]
    public void A_job_without_labels_has_those_of_its_pods_as_the_server_would_give_it(string labels)
    {
        var body = Body($"apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  {labels}\nspec: {{template: {{metadata: {{labels: {{app: x}}}}}}}}\n");

        Assert.Contains("\"labels\":{\"app\":\"x\",\"batch.kubernetes.io/job-name\":\"a\",\"job-name\":\"a\",\"goji.run/id\"", body);
    }

    [Theory]
    [InlineData("spec: {}", "\"labels\":{\"batch.kubernetes.io/job-name\":\"a\",\"job-name\":\"a\",\"goji.run/id\"")]
    [InlineData("spec: {manualSelector: true, template: {metadata: {labels: {app: x}}}}", "\"labels\":{\"app\":\"x\",\"goji.run/id\"")]
    [InlineData("spec: {template: {metadata: {labels: {job-name: b}}}}", "\"labels\":{\"job-name\":\"b\",\"batch.kubernetes.io/job-name\":\"a\",\"goji.run/id\"")]
    public void The_label_with_the_name_is_added_as_the_server_adds_it_to_the_pods(string spec, string labels)
        => Assert.Contains(labels, Body(JobFile.Head + spec + "\n"));

    [Theory]
    [InlineData("{l: '1'}", "{\"l\":\"1\",GOJI,\"kueue.x-k8s.io/queue-name\":\"team-a\",\"kueue.x-k8s.io/priority-class\":\"high\"}")]
    [InlineData("{kueue.x-k8s.io/queue-name: own}", "{\"kueue.x-k8s.io/queue-name\":\"own\",GOJI,\"kueue.x-k8s.io/priority-class\":\"high\"}")]
    [InlineData("{kueue.x-k8s.io/priority-class: low}", "{\"kueue.x-k8s.io/priority-class\":\"low\",GOJI,\"kueue.x-k8s.io/queue-name\":\"team-a\"}")]
    public void A_job_gets_the_queue_and_the_priority_class_that_it_does_not_name(string labels, string expected)
    {
        var body = Body($"{JobFile.Head}  labels: {labels}\nspec: {{}}\n", Marks with { Queue = new("team-a", "high") });

        const string OfGoji = "\"goji.run/id\":\"01JD0000000000000000000XYZ\",\"goji.run/repository\":\"repo-1\",\"app.kubernetes.io/managed-by\":\"goji\"";
        Assert.Contains("\"labels\":" + expected.Replace("GOJI", OfGoji, StringComparison.Ordinal), body);
        Assert.Contains("\"spec\":{}", body);
    }

    [Fact]
    public void A_priority_class_without_a_queue_is_left_out()
        => Assert.DoesNotContain("kueue", Body(JobFile.Head, Marks with { Queue = new(null, "high") }), StringComparison.Ordinal);

    [Fact]
    public void A_job_with_labels_keeps_only_those()
        => Assert.Contains("\"labels\":{\"l\":\"1\",\"goji.run/id\"", Body(JobFile.Head + "  labels: {l: '1'}\n"));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("60", 60)]
    [InlineData("0x3c", 60)]
    public void The_TTL_moves_into_an_annotation_and_a_very_large_one_takes_its_place(string ttl, int seconds)
    {
        var text = JobFile.Head + $"spec:\n  backoffLimit: 1\n  ttlSecondsAfterFinished: {ttl}\n  template: {{}}\n";

        Assert.Equal(seconds, JobFile.Read(text).Jobs[0].TtlSecondsAfterFinished);
        Assert.Contains("\"spec\":{\"backoffLimit\":1,\"ttlSecondsAfterFinished\":2147483647,\"template\":{}}", Body(text));
        Assert.Contains($"\"goji.run/ttl\":\"{seconds}\"", Body(text));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("3000000000")]
    [InlineData("'60'")]
    [InlineData("null")]
    public void An_invalid_TTL_is_left_to_the_server(string ttl)
    {
        var text = JobFile.Head + $"spec:\n  ttlSecondsAfterFinished: {ttl}\n";

        Assert.Null(JobFile.Read(text).Jobs[0].TtlSecondsAfterFinished);
        Assert.Contains($"\"ttlSecondsAfterFinished\":{ttl.Replace('\'', '"')}", Body(text));
    }

    [Fact]
    public void Another_manager_is_kept()
    {
        var body = Body(JobFile.Head + "  labels:\n    app.kubernetes.io/managed-by: helm\n");

        Assert.Contains("\"app.kubernetes.io/managed-by\":\"helm\"", body);
        Assert.DoesNotContain("\"goji\"", body);
    }

    [Fact]
    public void Marks_of_an_earlier_attempt_are_replaced()
    {
        var body = Body(JobFile.Head + "  labels: {goji.run/id: old}\n  annotations: {goji.run/file: old, goji.run/ttl: '5'}\n");

        Assert.DoesNotContain("old", body);
        Assert.DoesNotContain("goji.run/ttl", body);
    }

    [Theory]
    [InlineData("import-", "import-000000xyz7")]
    [InlineData("a", "a000000xyz7")]
    public void A_fixed_name_ends_in_the_random_part_of_the_run_id(string generateName, string expected)
        => Assert.Equal(expected, ManifestJob.FixedName(generateName, "01JDABCDEFGHJKMN000000XYZ7"));

    [Fact]
    public void A_fixed_name_has_63_characters_at_most()
        => Assert.Equal(new string('a', 53) + "000000xyz7", ManifestJob.FixedName(new string('a', 80), "01JDABCDEFGHJKMN000000XYZ7"));

    private static string Body(string text, JobMarks? marks = null) =>
        Encoding.UTF8.GetString(JobFile.Read(text).Jobs[0].ToRequestBody("a", marks ?? Marks));
}
