using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>A folder with a build.cake, which the real Cake of this repository runs with a tools folder of its own.</summary>
internal sealed class Script : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public Script(string text)
    {
        Write("build.cake", text);
    }

    public Dictionary<string, string> Variables { get; } = [];

    public string this[string path] => folder[path];

    public static string Addin { get; } = $"#addin \"nuget:?package=Goji.Cake&version={Workshop.Version}&loaddependencies=true\"\n";

    public void Write(string path, string text) => File.WriteAllText(folder[path], text);

    public Task<ProgramResult> RunAsync(params string[] arguments) =>
        DotNet.RunAsync(folder.Path, Variables, [Path.Combine(Workshop.Cake, "Cake.dll"), "build.cake", .. arguments]);

    /// <summary>Runs it as a person at a terminal does.</summary>
    public Task<ProgramResult> RunInTerminalAsync(params string[] arguments) =>
        PseudoTerminal.RunAsync(folder.Path, ["dotnet", Path.Combine(Workshop.Cake, "Cake.dll"), "build.cake", .. arguments]);

    public void Dispose() => folder.Dispose();
}
