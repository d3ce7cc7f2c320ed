using Xunit;

namespace Goji.Testing;

/// <summary>
/// A test that is skipped where the machine lacks what it needs (<see cref="Need"/>). tests/expected-skips.txt lists where that is
/// expected.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(params string[] needs) => Skip = Need.ReasonToSkip(needs);
}
