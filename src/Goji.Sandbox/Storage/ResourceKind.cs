using System.Collections.Immutable;

namespace Goji.Sandbox.Storage;

internal sealed record ResourceKind(
    string Group,
    string Version,
    string Plural,
    string Kind,
    bool IsNamespaced,
    string Model,
    string? ShortName = null)
{
    public static readonly ResourceKind Namespace = new("", "v1", "namespaces", "Namespace", false, "V1Namespace", "ns");
    public static readonly ResourceKind Job = new("batch", "v1", "jobs", "Job", true, "V1Job");
    public static readonly ResourceKind CronJob = new("batch", "v1", "cronjobs", "CronJob", true, "V1CronJob", "cj");
    public static readonly ResourceKind Pod = new("", "v1", "pods", "Pod", true, "V1Pod", "po");
    public static readonly ResourceKind Event = new("", "v1", "events", "Event", true, "Corev1Event", "ev");
    public static readonly ResourceKind Secret = new("", "v1", "secrets", "Secret", true, "V1Secret");
    public static readonly ResourceKind ConfigMap = new("", "v1", "configmaps", "ConfigMap", true, "V1ConfigMap", "cm");
    public static readonly ResourceKind ServiceAccount = new("", "v1", "serviceaccounts", "ServiceAccount", true, "V1ServiceAccount", "sa");
    public static readonly ResourceKind Service = new("", "v1", "services", "Service", true, "V1Service", "svc");
    public static readonly ResourceKind VolumeClaim =
        new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, "V1PersistentVolumeClaim", "pvc");

    public static readonly ResourceKind Role = new(AccessGroup, "v1", "roles", "Role", true, "V1Role");
    public static readonly ResourceKind RoleBinding = new(AccessGroup, "v1", "rolebindings", "RoleBinding", true, "V1RoleBinding");
    public static readonly ResourceKind ClusterRole = new(AccessGroup, "v1", "clusterroles", "ClusterRole", false, "V1ClusterRole");
    public static readonly ResourceKind ClusterRoleBinding =
        new(AccessGroup, "v1", "clusterrolebindings", "ClusterRoleBinding", false, "V1ClusterRoleBinding");

    public static readonly ResourceKind Workload = new("kueue.x-k8s.io", "v1beta2", "workloads", "Workload", true, "", "wl");

    public static readonly ImmutableArray<ResourceKind> All =
    [
        Namespace,
        Job,
        CronJob,
        Pod,
        Event,
        Secret,
        ConfigMap,
        ServiceAccount,
        Service,
        VolumeClaim,
        Role,
        RoleBinding,
        ClusterRole,
        ClusterRoleBinding,
        Workload,
    ];

    private const string AccessGroup = "rbac.authorization.k8s.io";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public string Singular => Kind.ToLowerInvariant();

    // Pods and Workloads come from Jobs, and events from what happens to them: clients write none of them here.
    public bool IsMadeByTheCluster => this == Pod || this == Event || this == Workload;

    public static ResourceKind? Find(string group, string version, string plural)
    {
        foreach (var kind in All)
        {
            if (kind.Plural == plural && kind.Group == group && kind.Version == version)
            {
                return kind;
            }
        }

        return null;
    }

    public bool Equals(ResourceKind? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Plural);
}
