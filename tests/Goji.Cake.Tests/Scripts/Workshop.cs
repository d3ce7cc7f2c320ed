using System.Reflection;

namespace Goji.Cake.Tests.Scripts;

/// <summary>Where the build has put what these tests run, as the project file tells it.</summary>
internal static class Workshop
{
    public static string Cake { get; } = Told("Cake");

    public static string CakeVersion { get; } = Told("CakeVersion");

    public static string Configuration { get; } = Told("Configuration");

    public static string Version { get; } = Told("Version");

    public static string InRepository(string path) => Path.GetFullPath(Path.Combine(Told("Repository"), path));

    private static string Told(string key) =>
        typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(told => told.Key == key).Value!;
}
