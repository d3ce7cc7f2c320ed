using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>The packages of this build in a folder that serves as a feed, made once for all tests that run scripts.</summary>
public sealed class PackedAddin : IAsyncLifetime, IDisposable
{
    public static readonly string[] Packages = ["Goji", "Goji.Sandbox", "Goji.Cake"];

    private readonly TemporaryDirectory feed = new();

    public string Feed => feed.Path;

    public string PathOf(string package) => feed[$"{package}.{Workshop.Version}.nupkg"];

    public async Task InitializeAsync()
    {
        foreach (var package in Packages)
        {
            var project = Workshop.InRepository($"src/{package}/{package}.csproj");
            var run = await DotNet.RunAsync(Feed, new Dictionary<string, string>(), "pack", project, "--no-build", "--configuration", Workshop.Configuration, "--output", Feed);
            run.EndedWith(0);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => feed.Dispose();
}
