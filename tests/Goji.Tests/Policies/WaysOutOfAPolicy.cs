using System.Text;
using Goji.Manifests;
using Goji.Policies;

namespace Goji.Tests.Policies;

/// <summary>What a committer may try to get out of the rule of a policy. Each file is refused, whatever else is right about it.</summary>
public sealed class WaysOutOfAPolicy
{
    private const string Policy = """
        rules:
        - name: team-a
          paths: ["team-a/**"]
          namespaces: [team-a]
          kinds: [ConfigMap, Secret, CronJob, Runner]
          images: ["registry.example.com/team-a/**", "docker.io/library/busybox"]
          podSecurity: restricted
          maxResources: {cpu: 2, memory: 4Gi, example.com/gpu: 0}
        """;

    private const string Safe = "allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}";
    private const string Container = "name: main, image: busybox, securityContext: {" + Safe + "}, resources: {limits: {cpu: 1, memory: 1Gi}}";

    [Theory]
    [InlineData("team-a/x.yaml")]
    [InlineData("team-a/deeper/x.yaml")]
    public void Job_within_the_rule_is_taken(string file) => Read(file, Job(Container));

    [Theory]
    [InlineData("Team-A/x.yaml")]
    [InlineData("team-a.yaml")]
    [InlineData("team-ａ/x.yaml")]
    [InlineData("tеam-a/x.yaml")]
    [InlineData("team-a\u200b/x.yaml")]
    [InlineData("team-a /x.yaml")]
    [InlineData(" team-a/x.yaml")]
    [InlineData("team-a\\x.yaml")]
    public void Path_that_looks_like_one_of_the_rule(string file) => Refused("No rule of the policy matches", file, Job(Container));

    [Theory]
    [InlineData("kube-system")]
    [InlineData("Team-A")]
    [InlineData("team-a ")]
    [InlineData("team-a\\n")]
    [InlineData("tеam-a")]
    [InlineData("team-a/../kube-system")]
    [InlineData("")]
    public void Namespace_of_another_name(string name) =>
        Refused("namespace", "team-a/x.yaml", Job(Container).Replace("namespace: team-a", $"namespace: \"{name}\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("evil")]
    [InlineData("BUSYBOX")]
    [InlineData("bυsybox")]
    [InlineData("busybox.evil.org/x")]
    [InlineData("busybox/busybox")]
    [InlineData("docker.io/evil/busybox")]
    [InlineData("index.docker.io/evil/busybox")]
    [InlineData("docker.io:443/library/busybox")]
    [InlineData("registry.example.com:443/team-a/x")]
    [InlineData("registry.example.com:5000/team-a/x")]
    [InlineData("REGISTRY.example.com/team-a/x")]
    [InlineData("registry.example.com.evil.org/team-a/x")]
    [InlineData("registry.example.com@evil.org/team-a/x")]
    [InlineData("evil.org/registry.example.com/team-a/x")]
    [InlineData("https://registry.example.com/team-a/x")]
    [InlineData("registry.example.com/team-ab/x")]
    [InlineData("registry.example.com/team-a")]
    [InlineData("evil@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("evil:busybox")]
    [InlineData(" busybox")]
    [InlineData("busybox\\nevil")]
    [InlineData("")]
    public void Image_of_another_name(string image) =>
        Refused("image", "team-a/x.yaml", Job(Container.Replace("image: busybox", $"image: \"{image}\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("initContainers: [{name: i, image: evil, securityContext: {SAFE}, resources: {limits: {cpu: 1, memory: 1Gi}}}]", "image 'evil' of container 'i'")]
    [InlineData("ephemeralContainers: [{name: e, image: evil, securityContext: {SAFE}, resources: {limits: {cpu: 1, memory: 1Gi}}}]", "image 'evil' of container 'e'")]
    [InlineData("volumes: [{name: v, image: {reference: evil}}]", "image 'evil' of volume 'v'")]
    [InlineData("volumes: [{name: v, hostPath: {path: /}}]", "hostPath")]
    [InlineData("volumes: [{name: v, hostPath: null}]", "hostPath")]
    [InlineData("volumes: [{name: v, nfs: {server: s, path: /}}]", "volume")]
    [InlineData("volumes: [{name: v, csi: {driver: d}}, {name: w, iscsi: {}}]", "volume")]
    [InlineData("hostNetwork: true", "hostNetwork")]
    [InlineData("hostPID: true", "hostPID")]
    [InlineData("hostIPC: true", "hostIPC")]
    [InlineData("serviceAccountName: admin", "service account 'admin'")]
    [InlineData("serviceAccountName: default, serviceAccount: admin", "service account 'admin'")]
    [InlineData("serviceAccountName: Default", "service account 'Default'")]
    [InlineData("priorityClassName: system-node-critical", "priority class")]
    [InlineData("securityContext: {runAsUser: 0}", "runs as root")]
    [InlineData("securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}", "sysctl")]
    [InlineData("securityContext: {seccompProfile: {type: Unconfined}}", "seccomp")]
    [InlineData("securityContext: {appArmorProfile: {type: Unconfined}}", "AppArmor")]
    [InlineData("securityContext: {windowsOptions: {hostProcess: true}}", "HostProcess")]
    public void Field_of_the_pod(string field, string expected) => Refused(
        expected, "team-a/x.yaml", Job(Container, field.Replace("SAFE", Safe, StringComparison.Ordinal)));

    [Theory]
    [InlineData("securityContext: {privileged: true, SAFE}", "privileged")]
    [InlineData("securityContext: {procMount: Unmasked, SAFE}", "procMount")]
    [InlineData("securityContext: {runAsUser: 0, SAFE}", "runs as root")]
    [InlineData("securityContext: {allowPrivilegeEscalation: true, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}", "allowPrivilegeEscalation")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL], add: [SYS_ADMIN]}, seccompProfile: {type: RuntimeDefault}}", "SYS_ADMIN")]
    [InlineData("securityContext: {SAFE}, ports: [{containerPort: 1, hostPort: 1}]", "hostPort")]
    [InlineData("securityContext: {SAFE}, livenessProbe: {httpGet: {port: 1, host: 169.254.169.254}}", "another host")]
    public void Field_of_the_container(string field, string expected) => Refused(
        expected,
        "team-a/x.yaml",
        Job($"name: main, image: busybox, {field.Replace("SAFE", Safe, StringComparison.Ordinal)}, resources: {{limits: {{cpu: 1, memory: 1Gi}}}}"));

    [Theory]
    [InlineData("{cpu: 3, memory: 1Gi}", "")]
    [InlineData("{cpu: -1, memory: 5Gi}", "")]
    [InlineData("{cpu: 1e10, memory: 1Gi}", "")]
    [InlineData("{cpu: 3000m, memory: 1Gi}", "")]
    [InlineData("{cpu: 1, memory: 5e9}", "")]
    [InlineData("{cpu: 1}", "")]
    [InlineData("{cpu: 1, memory: 1Gi, example.com/gpu: 1}", "")]
    [InlineData("{}", "resources: {limits: {cpu: 1, memory: 1Gi}}")]
    [InlineData("{cpu: 1, memory: 1Gi}", "resources: {limits: {cpu: 64}}")]
    public void Resources_beyond_the_most(string limits, string pod) => Refused(
        "maxResources|allows",
        "team-a/x.yaml",
        Job($"name: main, image: busybox, securityContext: {{{Safe}}}, resources: {{limits: {limits}}}", pod));

    [Theory]
    [InlineData("two keys", "image: busybox", "image: busybox, image: evil")]
    [InlineData("two keys, one of them escaped", "image: busybox", "image: busybox, \"im\\x61ge\": evil")]
    [InlineData("merge key", "image: busybox", "<<: {image: evil}")]
    [InlineData("merge key beside the own one", "restartPolicy: Never", "<<: {hostNetwork: true}, restartPolicy: Never")]
    public void Key_that_two_readers_may_read_differently(string way, string right, string wrong) =>
        Refused("", "team-a/x.yaml", Job(Container).Replace(right, wrong, StringComparison.Ordinal), way);

    [Fact]
    public void Alias_has_the_value_of_its_anchor() => Refused(
        "privileged",
        "team-a/x.yaml",
        $"x-base: &c {{name: main, image: busybox, securityContext: {{privileged: true, {Safe}}}, resources: {{limits: {{cpu: 1, memory: 1Gi}}}}}}\n"
            + Job(Container).Replace($"[{{{Container}}}]", "[*c]", StringComparison.Ordinal));

    [Theory]
    [InlineData("{\"image\": \"busybox\", \"image\": \"evil\"}")]
    [InlineData("{\"image\": \"busybox\", \"im\\u0061ge\": \"evil\"}")]
    public void Key_twice_in_JSON(string container) => Refused(
        "",
        "team-a/x.json",
        "{\"apiVersion\": \"batch/v1\", \"kind\": \"Job\", \"metadata\": {\"name\": \"x\", \"namespace\": \"team-a\"}, \"spec\": {\"template\": {\"spec\": "
            + "{\"restartPolicy\": \"Never\", \"containers\": [" + container + "]}}}}");

    [Theory]
    [InlineData("second document", "JOB\n---\nEVIL")]
    [InlineData("first document", "EVIL\n---\nJOB")]
    [InlineData("document after an end", "JOB\n...\n---\nEVIL")]
    [InlineData("list", "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: batch/v1, kind: Job, metadata: {name: y, namespace: kube-system}, spec: {template: {spec: {restartPolicy: Never, containers: [{CONTAINER}]}}}}")]
    [InlineData("typed list", "apiVersion: batch/v1\nkind: JobList\nitems:\n- {apiVersion: batch/v1, kind: Job, metadata: {name: y, namespace: kube-system}, spec: {template: {spec: {restartPolicy: Never, containers: [{CONTAINER}]}}}}")]
    [InlineData("companion in another namespace", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: kube-system}}\n---\nJOB")]
    [InlineData("token of a service account", "{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: c, namespace: team-a, annotations: {kubernetes.io/service-account.name: admin}}}\n---\nJOB")]
    [InlineData("pod in a companion", "{apiVersion: batch/v1, kind: CronJob, metadata: {name: c, namespace: team-a}, spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, hostNetwork: true, containers: [{CONTAINER}]}}}}}}\n---\nJOB")]
    [InlineData("pod in a kind that nobody knows", "{apiVersion: example.com/v1, kind: Runner, metadata: {name: c, namespace: team-a}, work: {steps: [{pod: {containers: [{name: x, image: evil}]}}]}}\n---\nJOB")]
    [InlineData("role", "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: c, namespace: team-a}}\n---\nJOB")]
    public void Resource_beside_the_Job(string way, string yaml) => Refused(
        "",
        "team-a/x.yaml",
        yaml.Replace("JOB", Job(Container), StringComparison.Ordinal)
            .Replace("EVIL", Job(Container).Replace("name: x", "name: y", StringComparison.Ordinal).Replace("namespace: team-a", "namespace: kube-system", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("CONTAINER", Container, StringComparison.Ordinal),
        way);

    [Theory]
    [InlineData("labels: {goji.run/id: forged}")]
    [InlineData("labels: {goji.run/repository: forged}")]
    [InlineData("annotations: {goji.run/file: team-b/y.yaml}")]
    [InlineData("annotations: {goji.run/ttl: '0'}")]
    public void Marks_of_another_job_are_never_sent(string metadata)
    {
        var yaml = Job(Container).Replace("name: x", $"name: x, {metadata}", StringComparison.Ordinal);
        try
        {
            var job = Assert.Single(Read("team-a/x.yaml", yaml).Jobs);
            var body = Encoding.UTF8.GetString(job.ToRequestBody("x", new JobMarks("run", "repository", "team-a/x.yaml", "")));
            Assert.DoesNotContain("forged", body, StringComparison.Ordinal);
            Assert.DoesNotContain("team-b", body, StringComparison.Ordinal);
        }
        catch (ManifestException refusal)
        {
            Assert.Contains("goji.run/", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static void Refused(string expected, string file, string yaml, string way = "")
    {
        var refusal = Record.Exception(() => Read(file, yaml));
        Assert.True(refusal is ManifestException, $"{way}: {refusal?.Message ?? "taken"}\n{yaml}");
        Assert.Contains(expected.Split('|'), part => refusal!.Message.Contains(part, StringComparison.Ordinal));
    }

    private static Manifest Read(string file, string yaml) => ManifestReader.Read(
        file,
        Encoding.UTF8.GetBytes(yaml),
        new("default", [], ["ConfigMap", "Secret", "CronJob", "Runner"]) { Policy = PolicyFile.Parse("policy.yaml", Encoding.UTF8.GetBytes(Policy)) });

    private static string Job(string container, string pod = "") =>
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: x, namespace: team-a}\n"
        + "spec: {template: {spec: {restartPolicy: Never, " + (pod.Length > 0 ? pod + ", " : "") + $"containers: [{{{container}}}]}}}}}}\n";
}
