using System.Reflection;

namespace Goji.Cake.Tests.Scripts;

/// <summary>Where the build has put what these tests run, from the metadata of the test assembly.</summary>
internal static class Workshop
{
    public static string Cake { get; } = MetadataOf("Cake");

    public static string CakeVersion { get; } = MetadataOf("CakeVersion");

    public static string Configuration { get; } = MetadataOf("Configuration");

    public static string Version { get; } = MetadataOf("Version");

    public static string InRepository(string path) => Path.GetFullPath(Path.Combine(MetadataOf("Repository"), path));

    private static string MetadataOf(string key) =>
        typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
