namespace Goji.Chaos.Tests;

/// <summary>A test that is skipped where no small disk can be mounted for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingSmallDiskAttribute : FactAttribute
{
    public FactNeedingSmallDiskAttribute()
    {
        Skip = SmallDisk.IsPossible ? null : "Needs a disk that can be filled and protected: a tmpfs, which only root may mount.";
    }
}
