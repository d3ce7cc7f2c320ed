using Goji.Manifests;

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
    [InlineData("apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nmetadata: {name: a}\n", "The file holds a 'Job' (batch.volcano.sh/v1alpha1) and no Job of batch/v1, and Goji runs no other workload. Apply it by other means.")]
    [InlineData("apiVersion: batch/v1\nkind: job\nmetadata: {name: a}\n", "line 1: The kind 'job' does not exist. Write kind: Job.")]
    [InlineData("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\n", "line 1: A CronJob starts Jobs on a schedule and never finishes. To run it once, now, queue a Job of its jobTemplate: goji queue --from-cronjob a.yaml")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n", "The file holds a 'Pod' and no Job of batch/v1, and Goji runs no other workload. To run a Pod once, write it as the spec.template of a Job.")]
    [InlineData("resources: [a.yaml]\n", "line 1: This is a kustomization, from which kustomize writes manifests. Queue the file that it writes, such as: kustomize build <folder> > rendered.yaml")]
    [InlineData("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", "line 1: This is a kustomization, from which kustomize writes manifests. Queue the file that it writes, such as: kustomize build <folder> > rendered.yaml")]
    [InlineData("apiVersion: v2\nname: shop\nversion: 1.0.0\n", "line 1: This is the Chart.yaml of a Helm chart. Queue the file that Helm writes, such as: helm template <release> <chart> > rendered.yaml")]
    [InlineData("services: {db: {image: postgres}}\n", "line 1: This is a file of Docker Compose, and Goji runs Jobs of batch/v1. Write the service that is to run once as a Job.")]
    [InlineData(Other, "The file holds a 'ConfigMap', and no Job. Goji runs Jobs of batch/v1 and no other workload: apply the file by other means, or add a Job to it.")]
    [InlineData("apiVersion: kubeflow.org/v1\nkind: MPIJob\n---\n" + Other, "The file holds an 'MPIJob' (kubeflow.org/v1), a 'ConfigMap' and no Job of batch/v1, and Goji runs no other workload. Apply the file by other means.")]
    [InlineData("apiVersion: template.openshift.io/v1\nkind: Template\nobjects: []\n", "line 1: This is an OpenShift Template that has not been rendered, and Goji renders none. Queue the file that oc writes: oc process --local -o yaml -f a.yaml > rendered-a.yaml")]
    public void Another_kind_in_place_of_a_Job_is_refused(string text, string finding)
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
            "'a.yaml', line 1: The namespace 'default' is not among those that this jobs repository may use, 'a', 'b'. Correct metadata.namespace, or add 'default' to AllowedNamespaces (--allowed-namespaces).",
            JobFile.Refusal(JobFile.Head, rules: new ManifestRules("default", ["a", "b"], [])));

    [Theory]
    [InlineData("Secret", "Opaque", true)]
    [InlineData("Secret", "kubernetes.io/service-account-token", false)]
    [InlineData("Secret,Secret/kubernetes.io/service-account-token", "kubernetes.io/service-account-token", true)]
    [InlineData("Secret/kubernetes.io/service-account-token", "kubernetes.io/service-account-token", false)]
    public void A_token_of_a_service_account_is_allowed_by_its_type_alone(string allowed, string type, bool isAllowed)
    {
        var text = $"{JobFile.Head}---\napiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\ntype: {type}\n";

        Assert.Equal(isAllowed, Record.Exception(() => JobFile.Read(text, rules: new ManifestRules("home", [], allowed.Split(',')))) is null);
    }

    [Fact]
    public void A_ConfigMap_is_allowed_by_default()
    {
        var manifest = JobFile.Read(Other + "data: {k: v}\n---\n" + JobFile.Head, rules: new ManifestRules("home", [], []));

        Assert.Single(manifest.Jobs);
        var other = Assert.Single(manifest.Others);
        Assert.Equal(("v1", "ConfigMap", "home", "c"), (other.ApiVersion, other.Kind, other.Namespace, other.Name));
        Assert.Equal("v", other.Body["data"]!["k"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("v1", "Service", "A 'Service'")]
    [InlineData("example.com/v1", "ConfigMap", "A 'ConfigMap' (example.com/v1)")]
    [InlineData("networking.k8s.io/v1", "Ingress", "An 'Ingress' (networking.k8s.io/v1)")]
    public void A_kind_beside_a_Job_that_is_not_allowed_is_refused_with_the_setting_that_allows_it(string apiVersion, string kind, string named)
        => Assert.Equal(
            $"'a.yaml', document 2, line 6: {named} is not a Job, and this jobs repository takes beside Jobs only 'ConfigMap', 'Secret'. "
            + $"Apply it by other means, or add '{kind}' to AllowedKinds (--allowed-kinds) so that Goji applies it before the file's Jobs.",
            JobFile.Refusal($"{JobFile.Head}---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: c}}\n", rules: new ManifestRules("home", [], ["Secret"])));

    [Fact]
    public void Several_kinds_that_are_not_allowed_are_one_finding_with_the_setting_for_all_of_them() => Assert.Equal(
        "'a.yaml', document 2, line 6: This jobs repository takes beside Jobs only 'ConfigMap', 'Secret', and the file holds 3 documents of other kinds: "
        + "'Service', 'Role' (rbac.authorization.k8s.io/v1). Apply them by other means and take them out of the file, "
        + "or set AllowedKinds (--allowed-kinds) to 'Secret,Service,Role' so that Goji applies them before the file's Jobs.",
        JobFile.Refusal(
            $"{JobFile.Head}---\napiVersion: v1\nkind: Service\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n---\napiVersion: v1\nkind: Service\n",
            rules: new ManifestRules("home", [], ["Secret"])));

    [Theory]
    [InlineData("jobset.x-k8s.io/v1alpha2", "JobSet")]
    [InlineData("kubeflow.org/v1", "MPIJob")]
    [InlineData("kubeflow.org/v1", "PyTorchJob")]
    [InlineData("ray.io/v1", "RayJob")]
    [InlineData("argoproj.io/v1alpha1", "Workflow")]
    [InlineData("sparkoperator.k8s.io/v1beta2", "SparkApplication")]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("batch.volcano.sh/v1alpha1", "Job")]
    public void Another_workload_beside_a_Job_is_named_as_what_Goji_does_not_run(string apiVersion, string kind) => Assert.Equal(
        $"'a.yaml', document 2, line 6: Goji runs Jobs of batch/v1 and no other workload, such as this '{kind}' ({apiVersion}). Apply it by other means.",
        JobFile.Refusal($"{JobFile.Head}---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: c}}\n"));

    [Fact]
    public void A_file_without_a_Job_is_refused_though_its_kinds_are_allowed()
        => Assert.Contains("The file holds a 'ConfigMap', and no Job.", JobFile.Refusal(Other, rules: new ManifestRules("home", [], ["ConfigMap"])));

    [Theory]
    [InlineData("{name: a}", false)]
    [InlineData("{name: a, namespace: b}", true)]
    public void Without_a_known_default_namespace_only_written_namespaces_are_checked(string metadata, bool isRefused)
    {
        var error = Record.Exception(() => JobFile.Read($"apiVersion: batch/v1\nkind: Job\nmetadata: {metadata}\n", rules: new ManifestRules(null, ["a"], [])));

        Assert.Equal(isRefused, error is ManifestException);
    }

    [Theory]
    [InlineData("name: ../x", "The name '../x' is no valid name. Correct metadata.name.")]
    [InlineData("generateName: x", "The resource has no name. Set metadata.name.")]
    public void Other_resources_need_a_name_that_fits_a_path(string name, string finding)
        => Assert.Equal(
            "'a.yaml', document 1, line 1: " + finding,
            JobFile.Refusal(
                $"{Other.Replace("name: c", name, StringComparison.Ordinal)}---\n{JobFile.Head}", rules: new ManifestRules("home", [], ["ConfigMap"])));

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
    public void All_findings_are_reported_together_each_with_its_document()
    {
        var message = JobFile.Refusal(Other.Replace("ConfigMap", "Service", StringComparison.Ordinal) + "---\n# nothing\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: A\n  namespace: B\n");

        Assert.Collection(
            message.Split('\n'),
            line => Assert.StartsWith("'a.yaml', document 1, line 1: A 'Service' is not a Job,", line),
            line => Assert.StartsWith("'a.yaml', document 3, line 8: The namespace 'B' is no valid name:", line),
            line => Assert.StartsWith("'a.yaml', document 3, line 8: The name 'A' is no valid name for a Job:", line));
    }

    [Fact]
    public void Fields_of_a_live_object_that_the_server_accepts_are_kept()
    {
        var job = JobFile.Read(JobFile.Head + "  uid: u\n  creationTimestamp: null\nstatus:\n  failed: 1\n").Jobs[0];

        Assert.Equal("""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a","uid":"u","creationTimestamp":null},"status":{"failed":1}}""", job.Body.ToJsonString());
    }

    [Theory]
    [InlineData("  resourceVersion: '1'\n", "metadata.resourceVersion")]
    [InlineData("spec: {selector: {matchLabels: {batch.kubernetes.io/controller-uid: u}}}\n", "spec.selector")]
    [InlineData("spec: {template: {metadata: {labels: {controller-uid: u}}}}\n", "the label 'controller-uid' of spec.template")]
    [InlineData("  resourceVersion: '1'\nspec: {manualSelector: false, template: {metadata: {labels: {batch.kubernetes.io/controller-uid: u}}}}\n", "metadata.resourceVersion, the label 'batch.kubernetes.io/controller-uid' of spec.template")]
    public void Fields_of_a_live_object_that_the_server_refuses_are_refused_with_the_remedy(string fields, string named)
        => Assert.Equal(
            $"'team/a.yaml', line 1: The Job was read from a cluster and carries what the API server added to that one, which it refuses in a new Job: {named}. "
            + "Queue it without what the server added: goji queue --clean a.yaml",
            JobFile.Refusal(JobFile.Head + fields, "team/a.yaml"));

    [Theory]
    [InlineData("  resourceVersion: ''\n")]
    [InlineData("spec: {manualSelector: true, selector: {matchLabels: {controller-uid: u}}, template: {metadata: {labels: {controller-uid: u}}}}\n")]
    [InlineData("spec: {template: {metadata: {labels: {job-name: a}}}}\n")]
    public void Manifest_that_resembles_a_live_object_is_read(string fields) => Assert.Single(JobFile.Read(JobFile.Head + fields).Jobs);
}
