using System.Text;
using System.Text.Json.Nodes;
using Goji.Manifests;
using Goji.Policies;
using Goji.Testing;

namespace Goji.Tests.Policies;

public sealed class PolicyTests
{
    private const string Policy = """
        rules:
        - name: team-a
          paths: ["team-a/**"]
          namespaces: [team-a, "team-a-*"]
          kinds: [ConfigMap, Secret]
          serviceAccounts: [default, migrator]
          images: ["registry.example.com/team-a/**", "docker.io/library/busybox"]
          podSecurity: baseline
          maxResources: {cpu: 2, memory: 4Gi, nvidia.com/gpu: 0}
          priorityClasses: [low]
        - name: anybody
          paths: ["public/*.yaml"]
          namespaces: [sandbox]
        """;

    private const string Limits = "resources: {limits: {cpu: 500m, memory: 1Gi}}";

    [Theory]
    [InlineData("team-a/x.yaml", "namespace: team-a", "", "image: registry.example.com/team-a/x:1")]
    [InlineData("team-a/deep/er/x.yaml", "namespace: team-a-test", "serviceAccountName: migrator", "image: busybox")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "priorityClassName: low", "image: 'busybox:1.37@sha256:0000'")]
    public void Allowed_jobs_are_read(string file, string metadata, string pod, string container) => Read(file, Job(metadata, pod, $"{container}, {Limits}"));

    [Theory]
    [InlineData("team-b/x.yaml", "namespace: team-a", "", "image: busybox", "No rule of the policy matches the path 'team-b/x.yaml'")]
    [InlineData("x.yaml", "namespace: team-a", "", "image: busybox", "No rule of the policy matches the path 'x.yaml'")]
    [InlineData("public/deeper/x.yaml", "namespace: sandbox", "", "image: busybox", "No rule of the policy matches")]
    [InlineData("team-a/x.yaml", "namespace: kube-system", "", "image: busybox", "The rule 'team-a' of the policy does not allow the namespace 'kube-system'. It allows 'team-a', 'team-a-*'.")]
    [InlineData("team-a/x.yaml", "labels: {}", "", "image: busybox", "does not allow the namespace 'default'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "serviceAccountName: admin", "image: busybox", "does not allow the service account 'admin'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "serviceAccount: admin", "image: busybox", "does not allow the service account 'admin'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "serviceAccountName: migrator, serviceAccount: admin", "image: busybox", "does not allow the service account 'admin'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "", "image: evil/busybox", "does not allow the image 'evil/busybox' of container 'main'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "", "image: registry.example.com/team-b/x", "does not allow the image")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "", "image: registry.example.com.evil.org/team-a/x", "does not allow the image")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "initContainers: [{name: i, image: evil}]", "image: busybox", "does not allow the image 'evil' of container 'i'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "priorityClassName: system-node-critical", "image: busybox", "does not allow the priority class 'system-node-critical'")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "hostNetwork: true", "image: busybox", "demands pod security level baseline, and the pod sets hostNetwork.")]
    [InlineData("team-a/x.yaml", "namespace: team-a", "", "image: busybox, securityContext: {privileged: true}", "container 'main' is privileged")]
    public void Refusals_name_the_rule_and_what_it_allows(string file, string metadata, string pod, string container, string expected) =>
        Assert.Contains(expected, Assert.Throws<ManifestException>(() => Read(file, Job(metadata, pod, $"{container}, {Limits}"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "container 'main' has no limit for it")]
    [InlineData("resources: {limits: {cpu: 3, memory: 1Gi}}", "allows 2 of cpu, and the limits of the pod's containers add up to 3.")]
    [InlineData("resources: {limits: {cpu: 1, memory: 5Gi}}", "allows 4Gi of memory")]
    [InlineData("resources: {limits: {cpu: 1, memory: 1e100}}", "allows 4Gi of memory")]
    [InlineData("resources: {limits: {cpu: 1, memory: 1Gi, nvidia.com/gpu: 1}}", "allows 0 of nvidia.com/gpu")]
    public void Resources_are_bounded_by_limits(string resources, string expected) => Assert.Contains(
        expected,
        Assert.Throws<ManifestException>(() => Read("team-a/x.yaml", Job("namespace: team-a", "", $"image: busybox{(resources.Length > 0 ? ", " + resources : "")}"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Sidecars_run_beside_and_other_init_containers_before()
    {
        const string Init = "initContainers: [{name: a, image: busybox, resources: {limits: {cpu: 2, memory: 1Gi}}}, {name: s, image: busybox, restartPolicy: Always, resources: {limits: {cpu: CPU, memory: 1Gi}}}]";

        Read("team-a/x.yaml", Job("namespace: team-a", Init.Replace("CPU", "0", StringComparison.Ordinal), $"image: busybox, {Limits}"));
        Assert.Throws<ManifestException>(() => Read("team-a/x.yaml", Job("namespace: team-a", Init.Replace("CPU", "1m", StringComparison.Ordinal), $"image: busybox, {Limits}")));
    }

    [Fact]
    public void Kinds_must_be_allowed_by_the_settings_and_by_the_rule()
    {
        const string Secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: c, namespace: team-a}\n---\n";
        const string Binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: c, namespace: team-a}\n---\n";
        var job = Job("namespace: team-a", "", $"image: busybox, {Limits}");

        Read("team-a/x.yaml", Secret + job, "Secret");
        Assert.Throws<ManifestException>(() => Read("team-a/x.yaml", Secret + job));
        Assert.Contains("does not allow the kind 'RoleBinding'", Assert.Throws<ManifestException>(() => Read("team-a/x.yaml", Binding + job, "RoleBinding")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not one YAML mapping with the key 'rules'")]
    [InlineData("rules: {}", "is not one YAML mapping with the key 'rules'")]
    [InlineData("rules: []\nextra: 1", "is not one YAML mapping with the key 'rules'")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], podSecurty: restricted}]", "rule 1: 'podSecurty' is no key of a rule.")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], podSecurity: strict}]", "is no level of the Pod Security Standards")]
    [InlineData("rules: [{paths: ['**'], namespaces: [a]}]", "It has no 'name'")]
    [InlineData("rules: [{name: a, namespaces: [a]}]", "It has no 'paths'")]
    [InlineData("rules: [{name: a, paths: '**', namespaces: [a]}]", "The value of 'paths' is not a list of texts")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: []}]", "It has no 'namespaces'")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], images: null}]", "The value of 'images' is not a list of texts")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], maxResources: {cpu: lots}}]", "'lots' is no amount of 'cpu'")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a]}, {name: a, paths: ['*'], namespaces: [a]}]", "Two rules are named 'a'.")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], impersonate: ''}]", "The value of 'impersonate' is not the name of a user")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], impersonate: \"a\\nImpersonate-Group: system:masters\"}]", "The value of 'impersonate' is not the name of a user")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], maxProcessing: -1}]", "The value of 'maxProcessing' is not a number")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], groupLimits: [db]}]", "The value of 'groupLimits' is not a mapping")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], groupLimits: {db: 1.5}}]", "The value of 'groupLimits.db' is not a number")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], verify: null}]", "The value of 'verify' is not a mapping")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], verify: {key: [x]}}]", "The value of 'verify' is not a mapping")]
    [InlineData("rules: [{name: a, paths: ['**'], namespaces: [a], verify: {keys: []}}]", "'verify' names no key.")]
    [InlineData("verify: {keys: [missing.asc]}\nrules: []", "The file 'missing.asc' of 'keys' cannot be read")]
    [InlineData("rules: [{name: a, name: b, paths: ['**'], namespaces: [a]}]", "policy.yaml, line 1: ")]
    public void Mistake_in_a_policy_is_an_error_and_never_a_weaker_rule(string yaml, string expected) => Assert.Contains(
        expected, Assert.Throws<GojiUsageException>(() => PolicyFile.Parse("policy.yaml", Encoding.UTF8.GetBytes(yaml))).Message, StringComparison.Ordinal);

    [Fact]
    public void Schema_and_document_know_the_keys_that_are_read()
    {
        var docs = Need.Folder("docs")!;
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(docs, "policy.schema.json")))!["$defs"]!["rule"]!["properties"]!.AsObject();
        var document = File.ReadAllText(Path.Combine(docs, "policy.md"));

        Assert.Equal(PolicyReader.Keys, schema.Select(property => property.Key));
        Assert.All(PolicyReader.Keys, key => Assert.Contains($"| `{key}` |", document, StringComparison.Ordinal));
        PolicyFile.Parse("policy.md", Encoding.UTF8.GetBytes(document.Split("```yaml\n")[1].Split("```")[0]));
    }

    [Fact]
    public void Samples_are_policies()
    {
        var samples = Need.Folder("samples/policy")!;

        var signed = PolicyFile.Parse("signed.yaml", File.ReadAllBytes(Path.Combine(samples, "signed.yaml")), file => $"the keys of {file}");

        Assert.True(signed.Verifies);
        Assert.NotNull(PolicyFile.Parse("policy.yaml", File.ReadAllBytes(Path.Combine(samples, "policy.yaml"))).AccountFor("team-a/report.yaml"));
    }

    [Fact]
    public void Policy_is_never_read_from_the_clone() => Assert.Contains(
        "is in the clone of the jobs repository", Assert.Throws<GojiUsageException>(() => PolicyFile.Read("/work/jobs/policy.yaml", "/work/jobs/")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("**", "a/b/c.yaml", true)]
    [InlineData("*", "a/b.yaml", false)]
    [InlineData("team-?/*.yaml", "team-a/b.yaml", true)]
    [InlineData("team-a/**", "team-a", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("team-a/**", "Team-a/x", false)]
    [InlineData("team-a", "team-a\n", false)]
    public void Patterns_match_whole_texts(string pattern, string text, bool matches) => Assert.Equal(matches, Glob.Parse(pattern).Matches(text));

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx")]
    [InlineData("bitnami/nginx:1", "docker.io/bitnami/nginx:1")]
    [InlineData("localhost/x", "localhost/x")]
    [InlineData("localhost:5000/x:1", "localhost:5000/x:1")]
    [InlineData("ghcr.io/a/b", "ghcr.io/a/b")]
    [InlineData("docker.io/nginx:1", "docker.io/library/nginx:1")]
    [InlineData("docker.io/bitnami/nginx", "docker.io/bitnami/nginx")]
    public void Images_are_written_out(string image, string full) => Assert.Equal(full, ImageName.Full(image));

    private static Manifest Read(string file, string yaml, params string[] kinds) =>
        ManifestReader.Read(file, Encoding.UTF8.GetBytes(yaml), new("default", [], kinds) { Policy = PolicyFile.Parse("policy.yaml", Encoding.UTF8.GetBytes(Policy)) });

    private static string Job(string metadata, string pod, string container) =>
        "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: x-, " + metadata + "}\n"
        + "spec: {template: {spec: {restartPolicy: Never, " + (pod.Length > 0 ? pod + ", " : "") + "containers: [{name: main, " + container + "}]}}}\n";
}
