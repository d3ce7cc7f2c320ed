using Cake.Common.Build;
using Cake.Core;

namespace Goji.Cake.BuildServers;

/// <summary>The environment variables by which Cake knows that a build system runs the script.</summary>
/// <remarks>
/// Cake makes the objects of all its build systems at once, some 200 methods that are compiled at run time. Where none of these variables
/// is set, no build system runs the script, and Cake is not asked.
/// </remarks>
internal static class BuildVariables
{
    private static readonly string[] Names =
    [
        "APPVEYOR", "TF_BUILD", "bamboo_buildNumber", "BITBUCKET_COMMIT", "BITRISE_BUILD_URL", "ContinuaCI.Version", "GITHUB_ACTIONS",
        "CI_SERVER", "GO_SERVER_URL", "JENKINS_URL", "BuildRunner", "RWX", "TEAMCITY_VERSION", "TRAVIS", "CI",
    ];

    /// <returns>The build system as Cake finds it; null where no variable of any is set.</returns>
    public static BuildSystem? SystemOf(ICakeContext context) => AreIn(context.Environment) ? context.BuildSystem() : null;

    public static bool AreIn(ICakeEnvironment environment)
    {
        foreach (var name in Names)
        {
            if (!string.IsNullOrWhiteSpace(environment.GetEnvironmentVariable(name)))
            {
                return true;
            }
        }

        return false;
    }
}
