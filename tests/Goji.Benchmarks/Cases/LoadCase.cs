using System.Diagnostics;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Cases;

/// <summary>What loading the addin adds to a script of Cake's: one idle pass against a script that does nothing.</summary>
internal static class LoadCase
{
    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        if (arguments.Find("packages") is not { } packages || arguments.Find("cake") is not { } cake)
        {
            yield break;
        }

        using var repository = await JobsRepository.CreateAsync(queued: 0);
        using var scripts = new Scripts(Path.GetFullPath(cake), Path.GetFullPath(packages));
        scripts.Write("without.cake", "Information(\"done\");\n");
        scripts.Write(
            "with.cake",
            $$"""
            #addin "nuget:?package=Goji.Cake&version={{VersionIn(packages)}}&loaddependencies=true"
            Information("{0} jobs", GojiProcess(new GojiSettings { Directory = "{{repository.Clone}}" }).Jobs.Count);

            """);
        yield return await RowAsync("load, one idle pass", "with.cake", "≤ 600 ms");
        if (arguments.Find("addin") is { } folder)
        {
            scripts.Write(
                "folder.cake",
                $$"""
                #r "{{Path.GetFullPath(folder)}}/Goji.Cake.dll"
                Information("{0} jobs", GojiProcess(new GojiSettings { Directory = "{{repository.Clone}}" }).Jobs.Count);

                """);
            yield return await RowAsync("load from a folder, one idle pass", "folder.cake", "≤ 250 ms");
        }

        async Task<Row> RowAsync(string name, string script, string goal)
        {
            var comparison = await Comparison.RunAsync(
                arguments.Number("rounds", 5), () => scripts.RunAsync(script), () => scripts.RunAsync("without.cake"));
            var added = comparison.Subject.Elapsed - comparison.Floor.Elapsed;
            return Row.OfTimes(name, "the script without the addin", comparison, "") with
            {
                Ratio = $"+ {Row.Time(added)}",
                CpuRatio = "",
                Goal = goal,
            };
        }
    }

    private static string VersionIn(string packages) =>
        Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(packages, "Goji.Cake.*.nupkg").Single())["Goji.Cake.".Length..];

    private sealed class Scripts(string cake, string packages) : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("goji-benchmarks-").FullName;

        public void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

        public async Task<Measured> RunAsync(string name)
        {
            var start = new ProcessStartInfo("dotnet", [cake, name, $"--nuget_source={packages}"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            };
            var began = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var elapsed = Stopwatch.GetElapsedTime(began);
            return process.ExitCode == 0 ? new(elapsed, TimeSpan.Zero, 0, "") : throw new InvalidOperationException(output);
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
