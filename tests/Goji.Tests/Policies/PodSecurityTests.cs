using System.Text;
using Goji.Policies;
using Goji.Yaml;

namespace Goji.Tests.Policies;

/// <summary>The Pod Security Standards, field by field.</summary>
public sealed class PodSecurityTests
{
    private const string Restricted = "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}";

    [Theory]
    [InlineData("hostNetwork: true")]
    [InlineData("hostPID: true")]
    [InlineData("hostIPC: true")]
    [InlineData("hostNetwork: 'true'")]
    [InlineData("volumes: [{name: v, hostPath: {path: /}}]")]
    [InlineData("volumes: [{name: v, hostPath: null}]")]
    [InlineData("securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}")]
    [InlineData("securityContext: {windowsOptions: {hostProcess: true}}")]
    [InlineData("securityContext: {appArmorProfile: {type: Unconfined}}")]
    [InlineData("securityContext: {seLinuxOptions: {type: spc_t}}")]
    [InlineData("securityContext: {seLinuxOptions: {user: root}}")]
    [InlineData("securityContext: {seLinuxOptions: {role: sysadm_r}}")]
    [InlineData("securityContext: {seccompProfile: {type: Unconfined}}")]
    public void Baseline_refuses_in_the_pod(string field) => AssertRefused(PodSecurityLevel.Baseline, Pod(field, ""));

    [Theory]
    [InlineData("securityContext: {privileged: true}")]
    [InlineData("securityContext: {capabilities: {add: [SYS_ADMIN]}}")]
    [InlineData("securityContext: {capabilities: {add: [ALL]}}")]
    [InlineData("securityContext: {capabilities: {add: [net_raw]}}")]
    [InlineData("securityContext: {procMount: Unmasked}")]
    [InlineData("securityContext: {windowsOptions: {hostProcess: true}}")]
    [InlineData("securityContext: {appArmorProfile: {type: Unconfined}}")]
    [InlineData("securityContext: {seLinuxOptions: {type: spc_t}}")]
    [InlineData("securityContext: {seccompProfile: {type: Unconfined}}")]
    [InlineData("ports: [{containerPort: 80, hostPort: 80}]")]
    [InlineData("livenessProbe: {httpGet: {port: 80, host: 10.0.0.1}}")]
    [InlineData("startupProbe: {tcpSocket: {port: 80, host: 10.0.0.1}}")]
    [InlineData("lifecycle: {postStart: {httpGet: {port: 80, host: 10.0.0.1}}}")]
    public void Baseline_refuses_in_any_container(string field)
    {
        AssertRefused(PodSecurityLevel.Baseline, Pod("", field));
        AssertRefused(PodSecurityLevel.Baseline, Pod($"initContainers: [{{name: i, image: i, {field}}}]", ""));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("hostNetwork: false, hostPID: false", "securityContext: {privileged: false}")]
    [InlineData("volumes: [{name: a, emptyDir: {}}, {name: b, secret: {secretName: s}}]", "ports: [{containerPort: 80, hostPort: 0}]")]
    [InlineData("securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: '1'}], seLinuxOptions: {type: container_t}}", "securityContext: {capabilities: {add: [CHOWN, KILL]}, procMount: Default}")]
    [InlineData("securityContext: {runAsUser: 0}", "livenessProbe: {httpGet: {port: 80}}")]
    public void Baseline_allows(string pod, string container) => Assert.Empty(Violations(PodSecurityLevel.Baseline, Pod(pod, container)));

    [Theory]
    [InlineData("", "")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: true, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}")]
    [InlineData("securityContext: {runAsNonRoot: true}", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}}")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [NET_RAW]}}")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL], add: [CHOWN]}}")]
    [InlineData("", "securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}}")]
    [InlineData("securityContext: {runAsUser: 0}", Restricted)]
    [InlineData("volumes: [{name: v, nfs: {server: s, path: /}}]", Restricted)]
    [InlineData("hostNetwork: true", Restricted)]
    public void Restricted_refuses(string pod, string container) => AssertRefused(PodSecurityLevel.Restricted, Pod(pod, container));

    [Theory]
    [InlineData("", Restricted)]
    [InlineData("securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: Localhost}}", "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}")]
    [InlineData("os: {name: windows}, securityContext: {runAsNonRoot: true}", "")]
    [InlineData("volumes: [{name: a, emptyDir: {}}, {name: b, projected: {sources: []}}]", Restricted)]
    public void Restricted_allows(string pod, string container) => Assert.Empty(Violations(PodSecurityLevel.Restricted, Pod(pod, container)));

    [Fact]
    public void AppArmor_may_not_be_switched_off_by_an_annotation()
    {
        const string Job = "{spec: {template: {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/main: unconfined}}, spec: {containers: [{name: main, image: x}]}}}}";

        AssertRefused(PodSecurityLevel.Baseline, Job);
    }

    [Fact]
    public void Privileged_allows_everything() => Assert.Empty(Violations(PodSecurityLevel.Privileged, Pod("hostNetwork: true", "securityContext: {privileged: true}")));

    private static string Pod(string pod, string container) =>
        $"{{spec: {{template: {{spec: {{{(pod.Length > 0 ? pod + ", " : "")}containers: [{{name: main, image: x{(container.Length > 0 ? ", " + container : "")}}}]}}}}}}}}";

    private static void AssertRefused(PodSecurityLevel level, string yaml) => Assert.NotEmpty(Violations(level, yaml));

    private static List<string> Violations(PodSecurityLevel level, string yaml) =>
        [.. PodSpec.AllIn(YamlDocuments.Read(Encoding.UTF8.GetBytes(yaml), []).Single().Root).SelectMany(pod => PodSecurityStandards.Violations(pod, level))];
}
