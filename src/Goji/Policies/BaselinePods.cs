using System.Text.Json.Nodes;

namespace Goji.Policies;

/// <summary>The level baseline of the Pod Security Standards.</summary>
internal static class BaselinePods
{
    private const string AppArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly string[] Capabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP",
        "SETUID", "SYS_CHROOT",
    ];

    private static readonly string[] Sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Hooks = ["postStart", "preStop"];
    private static readonly string[] Callers = ["httpGet", "tcpSocket"];

    public static IEnumerable<string> Violations(PodSpec pod)
    {
        foreach (var field in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (PodField.IsSet(pod.Spec[field]))
            {
                yield return $"the pod sets {field}";
            }
        }

        foreach (var volume in PodField.Objects(pod.Spec["volumes"]).Where(volume => volume.ContainsKey("hostPath")))
        {
            yield return $"the volume '{PodField.Text(volume["name"])}' is a hostPath";
        }

        foreach (var sysctl in PodField.Objects(PodField.At(pod.Spec, "securityContext", "sysctls"))
            .Select(item => PodField.Text(item["name"]) ?? "")
            .Except(Sysctls))
        {
            yield return $"the pod sets the sysctl '{sysctl}'";
        }

        foreach (var annotation in pod.Annotations ?? [])
        {
            if (annotation.Key.StartsWith(AppArmorAnnotation, StringComparison.Ordinal)
                && PodField.Text(annotation.Value) is var profile
                    && profile is not "runtime/default"
                    && profile?.StartsWith("localhost/", StringComparison.Ordinal) != true)
            {
                yield return $"the annotation '{annotation.Key}' is '{profile}'";
            }
        }

        foreach (var violation in OfContext(PodField.At(pod.Spec, "securityContext"), "the pod")
            .Concat(pod.Containers.SelectMany(OfContainer)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfContainer(PodContainer container)
    {
        var what = $"container '{container.Name}'";
        if (PodField.IsSet(container.Security("privileged")))
        {
            yield return $"{what} is privileged";
        }

        foreach (var capability in PodField.Texts(PodField.At(container.Security("capabilities"), "add")).Except(Capabilities))
        {
            yield return $"{what} adds the capability '{capability}'";
        }

        if (!PodField.IsAbsentOr(container.Security("procMount"), "Default"))
        {
            yield return $"{what} sets procMount";
        }

        if (PodField.Objects(container.Body["ports"]).Any(port => port["hostPort"] is { } hostPort && !PodField.IsZero(hostPort)))
        {
            yield return $"{what} has a hostPort";
        }

        var calls = Probes.Select(probe => container.Body[probe]).Concat(
            Hooks.Select(hook => PodField.At(container.Body, "lifecycle", hook)));
        if (calls.SelectMany(call => Callers.Select(caller => PodField.At(call, caller, "host")))
            .Any(host => !PodField.IsAbsentOr(host, "")))
        {
            yield return $"{what} has a probe or a lifecycle hook that calls another host";
        }

        foreach (var violation in OfContext(container.Body["securityContext"], what))
        {
            yield return violation;
        }
    }

    /// <summary>What the security contexts of pods and of containers have in common.</summary>
    private static IEnumerable<string> OfContext(JsonNode? context, string what)
    {
        if (PodField.IsSet(PodField.At(context, "windowsOptions", "hostProcess")))
        {
            yield return $"{what} is a HostProcess one";
        }

        if (!PodField.IsAbsentOr(PodField.At(context, "appArmorProfile", "type"), "RuntimeDefault", "Localhost"))
        {
            yield return $"{what} switches AppArmor off";
        }

        if (!PodField.IsAbsentOr(PodField.At(context, "seLinuxOptions", "type"), "", "container_t",
            "container_init_t", "container_kvm_t", "container_engine_t")
            || !PodField.IsAbsentOr(PodField.At(context, "seLinuxOptions", "user"), "")
            || !PodField.IsAbsentOr(PodField.At(context, "seLinuxOptions", "role"), ""))
        {
            yield return $"{what} sets SELinux options";
        }

        if (!PodField.IsAbsentOr(PodField.At(context, "seccompProfile", "type"), "RuntimeDefault", "Localhost"))
        {
            yield return $"{what} switches seccomp off";
        }
    }
}
