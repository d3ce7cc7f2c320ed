namespace Goji.Sandbox.Tests;

/// <summary>Manifests as people write them, kept beside the checkout where they may not be part of it.</summary>
internal static class SharedManifests
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "manifests");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
