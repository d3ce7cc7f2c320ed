using System.Collections.Immutable;
using k8s.Models;

namespace Goji.Sandbox.Storage;

internal sealed record ResourceKind(
    string Group,
    string Version,
    string Plural,
    string Kind,
    bool IsNamespaced,
    Type Model,
    string? ShortName = null)
{
    public static readonly ResourceKind Namespace = new("", "v1", "namespaces", "Namespace", false, typeof(V1Namespace), "ns");
    public static readonly ResourceKind Job = new("batch", "v1", "jobs", "Job", true, typeof(V1Job));
    public static readonly ResourceKind Pod = new("", "v1", "pods", "Pod", true, typeof(V1Pod), "po");
    public static readonly ResourceKind Event = new("", "v1", "events", "Event", true, typeof(Corev1Event), "ev");
    public static readonly ResourceKind Secret = new("", "v1", "secrets", "Secret", true, typeof(V1Secret));
    public static readonly ResourceKind ConfigMap = new("", "v1", "configmaps", "ConfigMap", true, typeof(V1ConfigMap), "cm");
    public static readonly ResourceKind ServiceAccount = new("", "v1", "serviceaccounts", "ServiceAccount", true, typeof(V1ServiceAccount), "sa");
    public static readonly ResourceKind Service = new("", "v1", "services", "Service", true, typeof(V1Service), "svc");
    public static readonly ResourceKind VolumeClaim =
        new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, typeof(V1PersistentVolumeClaim), "pvc");

    public static readonly ResourceKind Role = new(AccessGroup, "v1", "roles", "Role", true, typeof(V1Role));
    public static readonly ResourceKind RoleBinding = new(AccessGroup, "v1", "rolebindings", "RoleBinding", true, typeof(V1RoleBinding));
    public static readonly ResourceKind ClusterRole = new(AccessGroup, "v1", "clusterroles", "ClusterRole", false, typeof(V1ClusterRole));
    public static readonly ResourceKind ClusterRoleBinding =
        new(AccessGroup, "v1", "clusterrolebindings", "ClusterRoleBinding", false, typeof(V1ClusterRoleBinding));

    public static readonly ImmutableArray<ResourceKind> All =
    [
        Namespace, Job, Pod, Event, Secret, ConfigMap, ServiceAccount, Service, VolumeClaim, Role, RoleBinding, ClusterRole, ClusterRoleBinding,
    ];

    private const string AccessGroup = "rbac.authorization.k8s.io";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public string Singular => Kind.ToLowerInvariant();

    // Pods come from Jobs and events from what happens to them; neither is written by clients here.
    public bool IsMadeByTheCluster => this == Pod || this == Event;

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
