using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class RefusedJobs
{
    public static TheoryData<string, string> Specs => new()
    {
        { """{"parallelism": -1}""", "spec.parallelism: Invalid value: -1: must be greater than or equal to 0" },
        { """{"backoffLimit": -1}""", "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0" },
        { """{"completionMode": "Indexed"}""", "" },
        { """{"completionMode": "Indexed", "parallelism": 2}""", "spec.completions: Required value: when completion mode is Indexed" },
        { """{"completionMode": "Other"}""", "spec.completionMode: Unsupported value: \"Other\": supported values: \"NonIndexed\", \"Indexed\"" },
        { """{"backoffLimitPerIndex": 1}""", "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode" },
        { """{"podReplacementPolicy": "Never"}""", "spec.podReplacementPolicy: Unsupported value: \"Never\": supported values: \"Failed\", \"TerminatingOrFailed\"" },
        { """{"podFailurePolicy": {"rules": [{"action": "FailJob"}]}}""", "spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required" },
        {
            """{"podFailurePolicy": {"rules": [{"action": "FailJob", "onExitCodes": {"operator": "In", "values": [0]}}]}}""",
            "spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator"
        },
        { """{"managedBy": "nobody"}""", "spec.managedBy: Invalid value: \"nobody\": must be a domain-prefixed path (such as \"acme.io/foo\")" },
    };

    public static TheoryData<string, string> Pods => new()
    {
        { """{"restartPolicy": "Always"}""", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"" },
        { """{"containers": []}""", "spec.template.spec.containers: Required value" },
        { """{"containers": [{"name": "a"}]}""", "spec.template.spec.containers[0].image: Required value" },
        { """{"containers": [{"image": "a"}]}""", "spec.template.spec.containers[0].name: Required value" },
        { """{"containers": [{"name": "a", "image": "a"}, {"name": "a", "image": "a"}]}""", "spec.template.spec.containers[1].name: Duplicate value: \"a\"" },
        {
            """{"containers": [{"name": "a", "image": "a", "volumeMounts": [{"name": "data", "mountPath": "/data"}]}]}""",
            "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"data\""
        },
        {
            """{"containers": [{"name": "a", "image": "a", "resources": {"requests": {"cpu": "2"}, "limits": {"cpu": "500m"}}}]}""",
            "spec.template.spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 500m"
        },
        { """{"volumes": [{"name": "a", "secret": {}}]}""", "spec.template.spec.volumes[0].secret.secretName: Required value" },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task A_spec_that_breaks_a_rule_is_refused_in_the_servers_words(string spec, string complaint)
    {
        using var cluster = new TestCluster();

        var answer = await cluster.CreateAsync(TestJob.Of(spec: spec));

        Check(answer, complaint);
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public async Task A_pod_template_that_breaks_a_rule_is_refused_in_the_servers_words(string pod, string complaint)
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of();
        foreach (var (key, value) in JsonNode.Parse(pod)!.AsObject())
        {
            job["spec"]!["template"]!["spec"]![key] = value?.DeepClone();
        }

        var answer = await cluster.CreateAsync(job);

        Check(answer, complaint);
    }

    [Fact]
    public async Task Unknown_and_repeated_fields_are_refused_under_strict_validation()
    {
        using var cluster = new TestCluster();
        using var body = new StringContent(
            """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a","name":"b"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i","foo":1}]}}}}""",
            System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));

        using var response = await cluster.Http.PostAsync($"{TestJob.Path}?fieldValidation=Strict", body);

        var answer = new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
        Assert.Equal((400, "BadRequest"), (answer.Code, answer.Reason));
        Assert.Equal(
            "Job in version \"v1\" cannot be handled as a Job: strict decoding error: duplicate field \"metadata.name\", unknown field \"spec.template.spec.containers[0].foo\"",
            answer.Message);
    }

    [Fact]
    public async Task Unknown_fields_are_warnings_by_default()
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of();
        job["spec"]!["paralelism"] = 3;

        var answer = await cluster.CreateAsync(job);

        Assert.Equal(201, answer.Code);
        Assert.Equal("299 - \"unknown field \\\"spec.paralelism\\\"\"", Assert.Single(answer.Headers.GetValues("Warning")));
    }

    [Theory]
    [InlineData("""{"parallelism": "3"}""", "json: cannot unmarshal string into Go struct field JobSpec.spec.parallelism of type int32")]
    [InlineData("""{"suspend": "yes"}""", "json: cannot unmarshal string into Go struct field JobSpec.spec.suspend of type bool")]
    [InlineData("""{"backoffLimit": 1.5}""", "json: cannot unmarshal number 1.5 into Go struct field JobSpec.spec.backoffLimit of type int32")]
    public async Task A_value_of_another_type_is_refused(string spec, string complaint)
    {
        using var cluster = new TestCluster();

        var answer = await cluster.CreateAsync(TestJob.Of(spec: spec));

        Assert.Equal((400, $"Job in version \"v1\" cannot be handled as a Job: {complaint}"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Several_complaints_come_together_each_with_its_field()
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of(spec: """{"parallelism": -1, "completions": -2}""");

        var answer = await cluster.CreateAsync(job);

        Assert.StartsWith("Job.batch \"work\" is invalid: [spec.parallelism: Invalid value: -1", answer.Message, StringComparison.Ordinal);
        Assert.Equal(["spec.parallelism", "spec.completions"], answer.Body["details"]!["causes"]!.AsArray().Select(cause => (string?)cause!["field"]));
        Assert.All(answer.Body["details"]!["causes"]!.AsArray(), cause => Assert.Equal("FieldValueInvalid", (string?)cause!["reason"]));
    }

    [Fact]
    public async Task A_name_longer_than_a_label_fits_no_pod()
    {
        using var cluster = new TestCluster();

        var answer = await cluster.CreateAsync(TestJob.Of(name: new string('a', 64)));

        Assert.Equal(422, answer.Code);
        Assert.Contains("spec.template.labels: Invalid value: \"" + new string('a', 64) + "\": must be no more than 63 bytes", answer.Message, StringComparison.Ordinal);
    }

    private static void Check(Answer answer, string complaint)
    {
        if (complaint.Length == 0)
        {
            Assert.Equal(201, answer.Code);
            return;
        }

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.Equal($"Job.batch \"work\" is invalid: {complaint}", answer.Message);
    }
}
