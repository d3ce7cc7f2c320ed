using Goji.Manifests;
using Goji.Ports;

namespace Goji.Tests.Manifests;

public class ManifestRulesTests
{
    private const string Other = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n";

    [Theory]
    [InlineData("", "The file holds no document. Write a Job of batch/v1 into it, or remove it.")]
    [InlineData("# a comment\n---\n", "The file holds no document. Write a Job of batch/v1 into it, or remove it.")]
    [InlineData("- a\n", "line 1: The document is a list. A Kubernetes resource is a mapping that begins with apiVersion, kind and metadata.")]
    [InlineData("\nhello\n", "line 2: The document is text. A Kubernetes resource is a mapping that begins with apiVersion, kind and metadata.")]
    [InlineData("kind: Job\nmetadata: {name: a}\n", "line 1: The resource has no apiVersion. A Job's is batch/v1.")]
    [InlineData("apiVersion: batch/v1\nmetadata: {name: a}\n", "line 1: The resource has no kind. A Job begins with apiVersion: batch/v1 and kind: Job.")]
    [InlineData("apiVersion: 1\nkind: Job\nmetadata: {name: a}\n", "line 1: The field apiVersion is 1, which is not text. Put it in quotes, or correct it.")]
    [InlineData("apiVersion: batch/v1beta1\nkind: Job\nmetadata: {name: a}\n", "line 1: The Job is of 'batch/v1beta1'. Goji runs Jobs of batch/v1: write apiVersion: batch/v1.")]
    [InlineData("apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nmetadata: {name: a}\n", "line 1: The Job is of 'batch.volcano.sh/v1alpha1'. Goji runs Jobs of batch/v1: write apiVersion: batch/v1.")]
    [InlineData("apiVersion: batch/v1\nkind: job\nmetadata: {name: a}\n", "line 1: The kind 'job' does not exist. Write kind: Job.")]
    [InlineData("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\n", "line 1: A CronJob is started by Kubernetes over and over, and so has no end that a job file could be judged by. Write what its jobTemplate holds as a Job of batch/v1, or add the CronJob itself to the cluster by other means.")]
    [InlineData(Other, "line 1: A 'ConfigMap' is no Job, and this jobs repository takes nothing else. Bring it to the cluster by other means, or let AllowedKinds name 'ConfigMap'.")]
    public void What_is_no_Job_is_refused(string text, string finding)
        => Assert.Equal("'a.yaml'" + (finding.StartsWith("line", StringComparison.Ordinal) ? ", " : ": ") + finding, JobFile.Refusal(text));

    [Theory]
    [InlineData("{}", "The Job has no name. Set metadata.name, or metadata.generateName for a new name in each attempt.")]
    [InlineData("{name: ''}", "The Job has no name. Set metadata.name, or metadata.generateName for a new name in each attempt.")]
    [InlineData("{name: 12}", "The field metadata.name is 12, which is not text. Put it in quotes, or correct it.")]
    [InlineData("[a]", "The field metadata is no mapping. Indent its fields below 'metadata:'.")]
    [InlineData("{name: Abc}", "The name 'Abc' is no valid name for a Job: it takes lower-case letters, digits, '-' and '.', and begins and ends with a letter or digit. Correct metadata.name.")]
    [InlineData("{name: a_b}", "The name 'a_b' is no valid name for a Job: it takes lower-case letters, digits, '-' and '.', and begins and ends with a letter or digit. Correct metadata.name.")]
    [InlineData("{name: \"a\\n\"}", "The name 'a\\u000A' is no valid name")]
    [InlineData("{generateName: -a}", "The generateName '-a' is no valid name for a Job: it takes lower-case letters, digits, '-' and '.', and begins and ends with a letter or digit. Correct metadata.generateName.")]
    [InlineData("{name: a, namespace: A}", "The namespace 'A' is no valid name: it takes lower-case letters, digits and '-', begins and ends with a letter or digit, and has 63 characters at most. Correct metadata.namespace.")]
    [InlineData("{name: a, namespace: a.b}", "The namespace 'a.b' is no valid name")]
    [InlineData("{name: a, namespace: 1}", "The field metadata.namespace is 1, which is not text. Put it in quotes, or correct it.")]
    [InlineData("{name: a, labels: x}", "The field metadata.labels is no mapping. Write it as 'name: value' lines below 'labels:'.")]
    [InlineData("{name: a, annotations: [x]}", "The field metadata.annotations is no mapping. Write it as 'name: value' lines below 'annotations:'.")]
    public void Metadata_that_the_server_would_not_take_is_refused(string metadata, string finding)
        => Assert.StartsWith("'a.yaml', line 1: " + finding, JobFile.Refusal($"apiVersion: batch/v1\nkind: Job\nmetadata: {metadata}\n"));

    [Fact]
    public void A_name_has_63_characters_at_most()
    {
        var text = JobFile.Head.Replace("name: a", "name: " + new string('a', 63), StringComparison.Ordinal);

        Assert.Equal(63, JobFile.Read(text).Jobs[0].Name!.Length);
        Assert.Equal(
            $"'a.yaml', line 1: The name '{new string('a', 64)}' has 64 characters. A Job's pods carry its name as a label, which takes 63 at most. Shorten metadata.name.",
            JobFile.Refusal(text.Replace("name: a", "name: aa", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{name: a}", "home")]
    [InlineData("{name: a, namespace: ''}", "home")]
    [InlineData("{name: a, namespace: null}", "home")]
    [InlineData("{name: a, namespace: away}", "away")]
    public void The_namespace_is_the_authors_else_the_default(string metadata, string expected)
        => Assert.Equal(expected, JobFile.Read($"apiVersion: batch/v1\nkind: Job\nmetadata: {metadata}\n", rules: new ManifestRules("home", ["home", "away"], [])).Jobs[0].Namespace);

    [Fact]
    public void A_namespace_outside_the_allowed_ones_is_refused()
        => Assert.Equal(
            "'a.yaml', line 1: The namespace 'default' is not among those that this jobs repository may use, 'a', 'b'. Correct metadata.namespace, or let AllowedNamespaces name 'default'.",
            JobFile.Refusal(JobFile.Head, rules: new ManifestRules("default", ["a", "b"], [])));

    [Fact]
    public void Kinds_that_are_allowed_come_along()
    {
        var manifest = JobFile.Read(Other + "data: {k: v}\n---\n" + JobFile.Head, rules: new ManifestRules("home", [], ["ConfigMap"]));

        Assert.Single(manifest.Jobs);
        var other = Assert.Single(manifest.Others);
        Assert.Equal(("v1", "ConfigMap", "home", "c"), (other.ApiVersion, other.Kind, other.Namespace, other.Name));
        Assert.Equal("v", other.Body["data"]!["k"]!.GetValue<string>());
    }

    [Fact]
    public void Kinds_are_spelt_as_Kubernetes_spells_them()
        => Assert.Contains(
            "A 'ConfigMap' is no Job, and this jobs repository takes beside Jobs only 'configmap'.",
            JobFile.Refusal(Other, rules: new ManifestRules("home", [], ["configmap"])));

    [Fact]
    public void A_file_without_a_Job_is_refused_though_its_kinds_are_allowed()
        => Assert.Equal(
            "'a.yaml': The file holds no Job, and a job file is judged by its Jobs. Add one of batch/v1, or keep these resources elsewhere.",
            JobFile.Refusal(Other, rules: new ManifestRules("home", [], ["ConfigMap"])));

    [Theory]
    [InlineData("name: ../x", "The name '../x' is no valid name. Correct metadata.name.")]
    [InlineData("generateName: x", "The resource has no name. Set metadata.name.")]
    public void Other_resources_need_a_name_that_fits_a_path(string name, string finding)
        => Assert.Equal(
            "'a.yaml', line 1: " + finding,
            JobFile.Refusal(Other.Replace("name: c", name, StringComparison.Ordinal), rules: new ManifestRules("home", [], ["ConfigMap"])));

    [Theory]
    [InlineData("name: a", "name: a", "home/a")]
    [InlineData("name: a", "{name: a, namespace: home}", "home/a")]
    [InlineData("generateName: a-", "generateName: a-", "home/a-…")]
    public void Two_Jobs_of_one_name_are_refused(string first, string second, string name)
    {
        var text = string.Join("---\n", new[] { first, second }.Select(metadata => $"apiVersion: batch/v1\nkind: Job\nmetadata:\n  {metadata}\n"));

        Assert.Equal(
            $"'a.yaml', document 2, line 6: The Job '{name}' is there twice in this file. Give one of the two another name, or remove it.",
            JobFile.Refusal(text, rules: new ManifestRules("home", [], [])));
    }

    [Fact]
    public void One_name_in_two_namespaces_is_two_Jobs()
        => Assert.Equal(2, JobFile.Read(JobFile.Head + "---\n" + JobFile.Head + "  namespace: away\n").Jobs.Count);

    [Fact]
    public void All_findings_are_told_at_once_each_with_its_document()
    {
        var message = JobFile.Refusal(Other + "---\n# nothing\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: A\n  namespace: B\n");

        Assert.Collection(
            message.Split('\n'),
            line => Assert.StartsWith("'a.yaml', document 1, line 1: A 'ConfigMap' is no Job,", line),
            line => Assert.StartsWith("'a.yaml', document 3, line 8: The namespace 'B' is no valid name:", line),
            line => Assert.StartsWith("'a.yaml', document 3, line 8: The name 'A' is no valid name for a Job:", line));
    }

    [Fact]
    public void What_a_live_object_carries_is_left_to_the_server()
    {
        var job = JobFile.Read(JobFile.Head + "  uid: u\n  resourceVersion: '1'\n  creationTimestamp: null\nstatus:\n  failed: 1\n").Jobs[0];

        Assert.Equal("""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a","uid":"u","resourceVersion":"1","creationTimestamp":null},"status":{"failed":1}}""", job.Body.ToJsonString());
    }
}
