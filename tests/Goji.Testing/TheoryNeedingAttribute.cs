using Xunit;

namespace Goji.Testing;

/// <summary>A test with data that is skipped where the machine lacks what it needs (<see cref="Need"/>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    public TheoryNeedingAttribute(params string[] needs) => Skip = Need.ReasonToSkip(needs);
}
