using Xunit;

namespace Goji.Testing;

/// <summary>A test that is skipped where no small disk (a tmpfs, which only root may mount) can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingSmallDiskAttribute : FactAttribute
{
    public FactNeedingSmallDiskAttribute() => Skip = SmallDisk.IsPossible ? null : Need.Lacks("tmpfs");
}
