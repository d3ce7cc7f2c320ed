using System.Globalization;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Cases;

/// <summary>An offline check of N manifests against parsing them.</summary>
internal static class CheckCase
{
    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        foreach (var count in arguments.Sizes(1000))
        {
            var folder = Directory.CreateTempSubdirectory("goji-benchmarks-").FullName;
            try
            {
                for (var number = 0; number < count; number++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"import-{number:00000}");
                    await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.yaml"), Fixtures.Manifests.Yaml(name));
                }

                var check = await Comparison.RunAsync(
                    arguments.Number("rounds", 5),
                    () => RunAsync("check", folder, string.Create(CultureInfo.InvariantCulture, $"{count} files, 0 findings")),
                    () => RunAsync("parse", folder, string.Create(CultureInfo.InvariantCulture, $"{count} files, {count} documents")));
                yield return Row.OfTimes(
                    string.Create(CultureInfo.InvariantCulture, $"check {count:N0}"), "parsing them", check, "≤ 1.5 ×");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<Measured> RunAsync(string work, string folder, string note)
    {
        var measured = await MeasuredProcess.RunAsync(work, $"--folder={folder}");
        Expect.Contains(note, measured.Note);
        return measured;
    }
}
