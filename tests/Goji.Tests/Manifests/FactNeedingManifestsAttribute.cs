using Goji.Testing;

namespace Goji.Tests.Manifests;

/// <summary>A test that reads the collected manifests in the folder <c>shared/manifests</c> above this assembly, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingManifestsAttribute : FactAttribute
{
    public FactNeedingManifestsAttribute(params string[] programs)
    {
        var missing = programs.FirstOrDefault(program => !FactNeedingAttribute.IsThere(program));
        Skip = Folder is null ? "Needs shared/manifests, which is not above this folder."
            : missing is not null ? $"Needs {missing}, which is not here."
            : null;
    }

    public static string? Folder { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory))
        .Select(folder => Path.Combine(folder.FullName, "shared", "manifests"))
        .FirstOrDefault(Directory.Exists);

    private static IEnumerable<DirectoryInfo> Above(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            yield return folder;
        }
    }
}
