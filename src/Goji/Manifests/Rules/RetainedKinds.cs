namespace Goji.Manifests.Rules;

/// <summary>The kinds that remain when the Jobs of their file are deleted: they contain data, or serve others.</summary>
internal static class RetainedKinds
{
    private static readonly HashSet<string> Kinds =
    [
        "PersistentVolumeClaim", "PersistentVolume", "VolumeSnapshot", "Namespace", "CustomResourceDefinition", "StorageClass",
        "PriorityClass", "RuntimeClass",
    ];

    public static bool Has(string kind) => Kinds.Contains(kind);
}
