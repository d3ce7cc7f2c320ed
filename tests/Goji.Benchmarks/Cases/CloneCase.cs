using System.Globalization;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Cases;

/// <summary>The first clone that a build on a new machine makes: over HTTP whole and sparse, and from a path, against the clone that LibGit2Sharp makes.</summary>
internal static class CloneCase
{
    private const string FullClone = "a full clone by LibGit2Sharp";

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Number("rounds", 3);
        var archived = arguments.Number("archived", 100_000);
        var commits = arguments.Number("commits", 20_000);
        var size = string.Create(CultureInfo.InvariantCulture, $"{archived:N0} archived, {commits:N0} commits");
        using var repository = await GrownRepository.CreateAsync(archived, commits);
        foreach (var (kind, url, options) in ((string, string, string[])[])
        [
            ("over http", repository.Url, []),
            ("over http, sparse", repository.Url, ["--sparse"]),
            ("from a path", repository.Path, []),
        ])
        {
            // A job's file and its run record.
            var wanted = options.Length > 0 ? 0 : 2 * archived;
            var comparison = await Comparison.RunAsync(
                rounds,
                () => CloneAsync(repository, wanted, "clone", [$"--url={url}", .. options]),
                () => CloneAsync(repository, 2 * archived, "full-clone", $"--url={url}"));
            yield return Row.OfTimes($"clone {kind}, {size}", FullClone, comparison, "");
            yield return Row.OfPeaks($"memory, clone {kind}", FullClone, comparison.Subject, comparison.Floor, "");
        }
    }

    private static async Task<Measured> CloneAsync(GrownRepository repository, int archived, string work, params string[] arguments)
    {
        Measured? measured = null;
        var files = await repository.CountFilesAsync(async folder => measured = await MeasuredProcess.RunAsync(work, [$"--clone={folder}", .. arguments]));
        var isWhole = files - archived is > 0 and < 100;
        return isWhole ? measured! : throw new InvalidOperationException($"Expected the {archived} files of the archive beside a few others, and there are {files} files.");
    }
}
