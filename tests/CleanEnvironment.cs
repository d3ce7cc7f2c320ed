using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Goji.Testing;

/// <summary>
/// Removes the proxies of the machine from the environment: none stands between a test and the servers of that test. Compiled into the
/// test projects, so that it runs before their code.
/// </summary>
internal static class CleanEnvironment
{
    private static readonly string[] Names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "HTTP clients read the variables once, whoever makes the first.")]
    internal static void RemoveProxies()
    {
        foreach (var name in Names)
        {
            Environment.SetEnvironmentVariable(name, null);
            Environment.SetEnvironmentVariable(name.ToLowerInvariant(), null);
        }
    }
}
