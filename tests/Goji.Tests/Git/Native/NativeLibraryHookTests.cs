using System.Reflection;
using System.Runtime.InteropServices;
using Goji.Git.Native;
using Goji.Testing;

namespace Goji.Tests.Git.Native;

public sealed class NativeLibraryHookTests
{
    [Fact]
    public void Library_is_searched_beside_the_assembly_in_its_package_and_in_the_native_package()
    {
        using var tools = new TemporaryDirectory();
        var assembly = tools["LibGit2Sharp.0.32.0/lib/net8.0/LibGit2Sharp.dll"];
        Directory.CreateDirectory(tools["LibGit2Sharp.NativeBinaries.2.0.324"]);

        var candidates = NativeLibraryHook.Candidates(assembly, "git2-abc").Select(path => Path.GetRelativePath(tools.Path, path).Replace('\\', '/')).ToList();

        Assert.All(candidates, path => Assert.Contains("git2-abc", path, StringComparison.Ordinal));
        Assert.Contains(candidates, path => path.StartsWith($"LibGit2Sharp.0.32.0/lib/net8.0/runtimes/{Rid}/native/", StringComparison.Ordinal));
        Assert.Contains(candidates, path => path.StartsWith($"LibGit2Sharp.0.32.0/runtimes/{Rid}/native/", StringComparison.Ordinal));
        Assert.Contains(candidates, path => path.StartsWith($"LibGit2Sharp.NativeBinaries.2.0.324/runtimes/{Rid}/native/", StringComparison.Ordinal));
    }

    [Fact]
    public void Library_of_the_package_in_use_is_among_the_candidates()
    {
        var assembly = typeof(LibGit2Sharp.Repository).Assembly;
        var name = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == "libgit2_filename")?.Value
            ?? Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*git2-*", SearchOption.AllDirectories).Select(NameOf).First();

        Assert.Contains(NativeLibraryHook.Candidates(assembly.Location, name), File.Exists);
    }

    private static string Rid => RuntimeInformation.RuntimeIdentifier;

    private static string NameOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name[name.IndexOf("git2-", StringComparison.Ordinal)..];
    }
}
