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
        using var grown = await GrownRepository.CreateAsync(archived, commits);
        foreach (var row in await CompareAsync(rounds, grown, "over http", grown.Url))
        {
            yield return row;
        }

        foreach (var row in await CompareAsync(rounds, grown, "over http, sparse", grown.Url, "--sparse"))
        {
            yield return row;
        }

        foreach (var row in await CompareAsync(rounds, grown, "from a path", grown.Path))
        {
            yield return row;
        }
    }

    private static async Task<Row[]> CompareAsync(int rounds, GrownRepository repository, string kind, string url, params string[] options)
    {
        // A job's file and its run record.
        var archived = 2 * repository.Archived;
        var comparison = await Comparison.RunAsync(
            rounds,
            () => CloneAsync(repository, options.Length > 0 ? 0 : archived, "clone", [$"--url={url}", .. options]),
            () => CloneAsync(repository, archived, "full-clone", $"--url={url}"));
        var size = string.Create(CultureInfo.InvariantCulture, $"{repository.Archived:N0} archived, {repository.Commits:N0} commits");
        return
        [
            Row.OfTimes($"clone {kind}, {size}", FullClone, comparison, ""),
            Row.OfPeaks($"memory, clone {kind}", FullClone, comparison.Subject, comparison.Floor, ""),
        ];
    }

    private static async Task<Measured> CloneAsync(GrownRepository repository, int archived, string work, params string[] arguments)
    {
        Measured? measured = null;
        var files = await repository.CountFilesAsync(async folder => measured = await MeasuredProcess.RunAsync(work, [$"--clone={folder}", .. arguments]));
        var isWhole = files - archived is > 0 and < 100;
        return isWhole ? measured! : throw new InvalidOperationException($"Expected the {archived} files of the archive beside a few others, and there are {files} files.");
    }
}
