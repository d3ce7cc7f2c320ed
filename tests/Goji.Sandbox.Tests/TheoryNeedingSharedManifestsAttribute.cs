namespace Goji.Sandbox.Tests;

/// <summary>Theories on the shared manifests, skipped by name where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingSharedManifestsAttribute : TheoryAttribute
{
    public TheoryNeedingSharedManifestsAttribute()
    {
        if (SharedManifests.Folder is null)
        {
            Skip = "Needs the folder shared/manifests, which is not here.";
        }
    }
}
