using Xunit;

namespace Goji.Testing;

/// <summary>A test with data that is skipped, by name of what it lacks, where a program is not installed or an environment variable not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    public TheoryNeedingAttribute(params string[] needs) => Skip = new FactNeedingAttribute(needs).Skip;
}
