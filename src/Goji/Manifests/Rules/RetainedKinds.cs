namespace Goji.Manifests.Rules;

/// <summary>The kinds that stay when the Jobs of their file go: they hold data, or serve others than the run.</summary>
internal static class RetainedKinds
{
    private static readonly HashSet<string> Kinds =
    [
        "PersistentVolumeClaim", "PersistentVolume", "VolumeSnapshot", "Namespace", "CustomResourceDefinition", "StorageClass",
        "PriorityClass", "RuntimeClass",
    ];

    public static bool Has(string kind) => Kinds.Contains(kind);
}
