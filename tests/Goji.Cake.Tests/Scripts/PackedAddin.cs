namespace Goji.Cake.Tests.Scripts;

/// <summary>The packages of this build in a folder that serves as a feed. All tests that run scripts share it, and what Cake unpacks from it.</summary>
internal static class PackedAddin
{
    public static readonly string[] Packages = ["Goji", "Goji.Sandbox", "Goji.Cake"];

    // Below the build's own output: what one run leaves, the next one clears away.
    private static readonly string Place = Path.Combine(AppContext.BaseDirectory, "scripts");
    private static readonly Lazy<Task> Packing = new(PackAsync);

    public static string Feed { get; } = Path.Combine(Place, "feed");

    /// <summary>Gets the published addin: its assembly with all that it needs, as <c>dotnet publish</c> writes it.</summary>
    public static string Folder { get; } = Path.Combine(Place, "folder");

    /// <summary>Gets the folder that Cake unpacks the addin into, and keeps compiled scripts in.</summary>
    public static string Tools { get; } = Path.Combine(Place, "tools");

    /// <summary>Packs, once in a run of the tests.</summary>
    public static Task ReadyAsync() => Packing.Value;

    public static async Task<string> PathOfAsync(string package)
    {
        await ReadyAsync();
        return Path.Combine(Feed, $"{package}.{Workshop.Version}.nupkg");
    }

    private static async Task PackAsync()
    {
        if (Directory.Exists(Place))
        {
            Directory.Delete(Place, recursive: true);
        }

        Directory.CreateDirectory(Feed);
        var projects = string.Concat(Packages.Select(package => $"<Project Include=\"{Workshop.InRepository($"src/{package}/{package}.csproj")}\" />"));
        var all = Path.Combine(Place, "pack.proj");
        await File.WriteAllTextAsync(
            all,
            $"""
            <Project>
              <ItemGroup>{projects}</ItemGroup>
              <Target Name="Pack">
                <MSBuild Projects="@(Project)" Targets="Pack" Properties="NoBuild=true;Configuration={Workshop.Configuration};PackageOutputPath={Feed}" />
                <MSBuild Projects="{Workshop.InRepository("src/Goji.Cake/Goji.Cake.csproj")}" Targets="Publish" Properties="NoBuild=true;Configuration={Workshop.Configuration};PublishDir={Folder}/" />
              </Target>
            </Project>
            """);
        var run = await DotNet.RunAsync(Place, new Dictionary<string, string>(), "msbuild", all, "-target:Pack", "-verbosity:quiet", "-nologo");
        run.EndedWith(0);
    }
}
