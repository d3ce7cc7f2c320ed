using System.Globalization;
using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>A folder with a build.cake, which the real Cake of this repository runs.</summary>
internal sealed class Script : IDisposable
{
    private static readonly SemaphoreSlim Unpacking = new(1);
    private static volatile bool isUnpacked;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Cake = [Path.Combine(Workshop.Cake, "Cake.dll"), "build.cake"];

    private static readonly string[] Shared =
    [
        $"--nuget_source={PackedAddin.Feed}",
        $"--paths_tools={PackedAddin.Tools}",
        $"--paths_cache={Path.Combine(PackedAddin.Tools, "cache")}",
        "--settings_enablescriptcache=true",
    ];

    private readonly TemporaryDirectory folder = new();

    public Script(string text)
    {
        Write("build.cake", text);
    }

    public Dictionary<string, string> Variables { get; } = [];

    public string this[string path] => folder[path];

    public static string Addin { get; } = $"#addin \"nuget:?package=Goji.Cake&version={Workshop.Version}&loaddependencies=true\"\n";

    public void Write(string path, string text) => File.WriteAllText(folder[path], text);

    /// <summary>Runs it with the packages of this build. The addin is unpacked, and each script compiled, once for all tests.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) =>
        OnceUnpackedAsync(() => DotNet.RunAsync(folder.Path, Variables, [.. Cake, .. Shared, .. arguments]));

    /// <summary>Runs it as <see cref="RunAsync"/> does, and sends it a signal when something has happened.</summary>
    /// <param name="signal">The name, such as <c>TERM</c>.</param>
    /// <param name="when">Whether it has happened.</param>
    public Task<ProgramResult> RunUntilSignalAsync(string signal, Func<bool> when) =>
        OnceUnpackedAsync(() => DotNet.RunAsync(folder.Path, Variables, [.. Cake, .. Shared], async (process, cancellationToken) =>
        {
            while (!process.HasExited && !when())
            {
                await Task.Delay(Pause, cancellationToken);
            }

            if (!process.HasExited)
            {
                ChildProcess.Run("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));
            }
        }));

    /// <summary>Runs it as <see cref="RunAsync"/> does, at a terminal, without colours.</summary>
    public Task<ProgramResult> RunInTerminalAsync(params string[] arguments) =>
        OnceUnpackedAsync(() => PseudoTerminal.RunAsync(folder.Path, ["dotnet", .. Cake, .. Shared, .. arguments], ("NO_COLOR", "1")));

    /// <summary>Runs it with a tools folder of its own and nothing but these arguments.</summary>
    public async Task<ProgramResult> RunAloneAsync(params string[] arguments)
    {
        await PackedAddin.ReadyAsync();
        return await DotNet.RunAsync(folder.Path, Variables, [.. Cake, .. arguments]);
    }

    public void Dispose() => folder.Dispose();

    // The first run unpacks the addin. Another one at the same time would find half of it.
    private static async Task<ProgramResult> OnceUnpackedAsync(Func<Task<ProgramResult>> run)
    {
        await PackedAddin.ReadyAsync();
        if (!isUnpacked)
        {
            await Unpacking.WaitAsync();
            try
            {
                if (!isUnpacked)
                {
                    var first = await run();
                    isUnpacked = Directory.Exists(Path.Combine(PackedAddin.Tools, "Addins"));
                    return first;
                }
            }
            finally
            {
                Unpacking.Release();
            }
        }

        return await run();
    }
}
