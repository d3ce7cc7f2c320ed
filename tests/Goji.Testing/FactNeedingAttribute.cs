using Xunit;

namespace Goji.Testing;

/// <summary>A test that is skipped, by name of what it lacks, where a program is not installed or an environment variable not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(params string[] needs)
    {
        foreach (var need in needs)
        {
            if (!IsThere(need))
            {
                Skip = $"Needs {need}, which is not here.";
            }
        }
    }

    /// <summary>Whether a program (by name or path) is installed, or an environment variable (by <c>$NAME</c>) set.</summary>
    public static bool IsThere(string need) =>
        need.StartsWith('$')
            ? !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(need[1..]))
            : Path.IsPathRooted(need)
                ? Path.Exists(need)
                : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                    .Append("/usr/sbin")
                    .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, need)));
}
