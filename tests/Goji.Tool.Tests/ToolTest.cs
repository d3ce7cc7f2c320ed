using Goji.Testing;

namespace Goji.Tool.Tests;

/// <summary>What tests of the command share: a folder with an origin and, where they ask for it, a clone.</summary>
public abstract class ToolTest : IDisposable
{
    protected ToolTest() => Origin = BareOrigin.WithStateFolders(Place, "main");

    protected TemporaryDirectory Place { get; } = new();

    protected BareOrigin Origin { get; }

    public virtual void Dispose()
    {
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Task<ProgramResult> GojiAsync(params string[] arguments) => GojiProgram.RunAsync(Place.Path, arguments);

    internal async Task CloneAsync() => (await GojiAsync("init", "--repository", Origin.Path)).EndedWith(0);

    /// <summary>The job files of the origin, without what only keeps folders.</summary>
    internal IReadOnlyList<string> Jobs => [.. Origin.Files.Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) && !file.StartsWith('.'))];
}
