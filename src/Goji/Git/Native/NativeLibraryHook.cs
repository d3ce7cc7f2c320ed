using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Goji.Git.Native;

/// <summary>
/// Finds libgit2 where a host loads assemblies from package folders and knows nothing of <c>runtimes/</c>, as Cake's scripts do.
/// </summary>
/// <remarks>The only static state of Goji: the runtime asks a process-wide event, and asks again for every imported function.</remarks>
internal static class NativeLibraryHook
{
    private const string NamePrefix = "git2-";
    private static readonly Lock Gate = new();
    private static nint found;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The hook must be in place before LibGit2Sharp's first call, whoever makes it.")]
    [UnconditionalSuppressMessage(
        "SingleFile",
        "IL3000",
        Justification = "The location is empty in a single file, where the runtime finds the library beside the program.")]
    internal static void Install() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (assembly, name) =>
        name.StartsWith(NamePrefix, StringComparison.Ordinal) ? Find(assembly.Location, name) : 0;

    /// <summary>The files that may be the library, likeliest first.</summary>
    internal static IEnumerable<string> Candidates(string assemblyLocation, string name)
    {
        if (Path.GetDirectoryName(assemblyLocation) is not { Length: > 0 } folder)
        {
            yield break;
        }

        var packages = Path.GetFullPath(Path.Combine(folder, "..", "..", ".."));
        var siblings = Directory.Exists(packages) ? Directory.EnumerateDirectories(packages, "LibGit2Sharp.NativeBinaries*") : [];
        string[] roots = [folder, Path.GetFullPath(Path.Combine(folder, "..", "..")), .. siblings.Order(StringComparer.Ordinal)];
        foreach (var root in roots)
        {
            foreach (var rid in RuntimeIdentifiers())
            {
                yield return Path.Combine(root, "runtimes", rid, "native", FileName(name));
            }
        }
    }

    private static nint Find(string assemblyLocation, string name)
    {
        lock (Gate)
        {
            if (found == 0)
            {
                _ = Candidates(assemblyLocation, name).FirstOrDefault(file => File.Exists(file) && NativeLibrary.TryLoad(file, out found));
            }

            return found;
        }
    }

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    // A runtime built by a distribution calls itself by the distribution's name; the package knows portable names only.
    private static IEnumerable<string> RuntimeIdentifiers()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string[] systems = OperatingSystem.IsWindows() ? ["win"]
            : OperatingSystem.IsMacOS() ? ["osx"]
            : IsMusl() ? ["linux-musl", "linux"]
            : ["linux", "linux-musl"];
        return systems.Select(system => $"{system}-{architecture}").Prepend(RuntimeInformation.RuntimeIdentifier).Distinct();
    }

    private static bool IsMusl() =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
        || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
}
