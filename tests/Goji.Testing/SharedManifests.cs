namespace Goji.Testing;

/// <summary>
/// A collection of published manifests. It is not part of this repository; tests that read it are marked as needing <see cref="Name"/>.
/// </summary>
public static class SharedManifests
{
    public const string Name = "shared/manifests";

    /// <summary>Gets the folder, or null where it does not lie in a folder above the tests.</summary>
    public static string? Folder { get; } = Need.Folder(Name);
}
