using Goji.Testing;

namespace Goji.Benchmarks.Fixtures;

/// <summary>A bare jobs repository that has grown commit by commit, packed as a host keeps it and served over HTTP.</summary>
/// <remarks>Finished jobs lie in sub-folders of some hundreds: the history of one large folder takes git itself hours to write.</remarks>
internal sealed class GrownRepository : IDisposable
{
    private const int FolderSize = 500;
    private const int Queued = 10;

    private readonly TemporaryDirectory place = new();
    private readonly GitHttpServer server;
    private int clones;

    private GrownRepository(int archived, int commits)
    {
        Archived = archived;
        Commits = commits;
        server = new GitHttpServer(place.Path);
        Path = place["origin.git"];
    }

    public string Path { get; }

    public int Archived { get; }

    public int Commits { get; }

    public string Url => server.AddressOf(Path);

    /// <summary>Makes one in which some commits have archived some jobs, each with its run record.</summary>
    public static async Task<GrownRepository> CreateAsync(int archived, int commits)
    {
        var repository = new GrownRepository(archived, commits);
        GitProgram.Run(repository.place.Path, "init", "-q", "--bare", "-b", "master", repository.Path);
        await FastImport.CommitAllAsync(repository.Path, [First(), .. Enumerable.Range(0, commits).Select(repository.ArchivedBy)]);
        GitProgram.Run(repository.Path, "repack", "-q", "-a", "-d", "-f", "-b");
        return repository;
    }

    /// <summary>A folder to clone into, and how many files are in it after that, without those of git.</summary>
    public async Task<int> CountFilesAsync(Func<string, Task> clone)
    {
        var folder = place[$"clone-{++clones}"];
        await clone(folder);
        Directory.Delete(System.IO.Path.Combine(folder, ".git"), recursive: true);
        var count = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        Directory.Delete(folder, recursive: true);
        return count;
    }

    public void Dispose()
    {
        server.Dispose();
        place.Dispose();
    }

    private static IEnumerable<(string Path, string Content)> First() =>
    [
        .. BareOrigin.StateFolders.Select(state => ($"{state}/.gitkeep", "")),
        .. Enumerable.Range(0, Queued).Select(number => ($"queued/{JobsRepository.JobName(number)}.yaml", Manifests.Yaml(JobsRepository.JobName(number)))),
    ];

    private IEnumerable<(string Path, string Content)> ArchivedBy(int commit)
    {
        var end = (int)((long)Archived * (commit + 1) / Commits);
        for (var number = (int)((long)Archived * commit / Commits); number < end; number++)
        {
            var name = $"done-{number:D6}";
            var path = $"{number / FolderSize:D4}/{name}.yaml";
            yield return ($"succeeded/{path}", Manifests.Yaml(name));
            yield return ($".goji/runs/{path}", Manifests.Record(name));
        }
    }
}
