using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>A script of samples/cookbook in a folder of its own, with the files that lie beside it.</summary>
internal sealed class Recipe : IDisposable
{
    private readonly Script script;

    public Recipe(string name)
    {
        script = new Script(File.ReadAllText(Path.Combine(Folder, $"{name}.cake")));
        foreach (var file in Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = script[Path.GetRelativePath(Folder, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Clone = $"clone/{name}";
    }

    public static string Folder { get; } = Workshop.InRepository("samples/cookbook");

    /// <summary>Gets or sets the folder of the clone that the script works in.</summary>
    public string Clone { get; set; }

    /// <summary>The variables that the script is run with.</summary>
    public Dictionary<string, string> Variables => script.Variables;

    public string this[string path] => script[path];

    public Task<ProgramResult> RunAsync(params string[] arguments) => script.RunAsync(arguments);

    /// <summary>Makes the sandbox play another end of the Job in a manifest.</summary>
    public void SetResult(string manifest, string result)
    {
        var text = File.ReadAllText(this[manifest]);
        const string Success = "sandbox.goji.run/result: success";
        Assert.Contains(Success, text, StringComparison.Ordinal);
        File.WriteAllText(this[manifest], text.Replace(Success, $"sandbox.goji.run/result: {result}", StringComparison.Ordinal));
    }

    /// <summary>The job files that the clone has committed, with their state folders.</summary>
    public IEnumerable<string> Jobs() =>
        GitProgram.Run(this[Clone], "ls-tree", "-r", "--name-only", "HEAD").Split('\n')
            .Where(path => !path.StartsWith('.') && Path.GetExtension(path) == ".yaml");

    public void Dispose() => script.Dispose();
}
