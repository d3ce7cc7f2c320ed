using System.Diagnostics;

namespace Goji.Benchmarks.Fixtures;

/// <summary>A bare jobs repository on disk and a clone of it, as the git program makes one.</summary>
internal sealed class JobsRepository : IDisposable
{
    private static readonly string[] StateFolders = ["queued", "processing", "succeeded", "failed", "unknown"];

    private readonly string folder = Directory.CreateTempSubdirectory("goji-benchmarks-").FullName;

    private JobsRepository()
    {
    }

    public string Origin => Path.Combine(folder, "origin.git");

    public string Clone => Path.Combine(folder, "clone");

    public string Kubeconfig => Path.Combine(folder, "kubeconfig");

    /// <summary>Where its jobs run.</summary>
    public string Namespace { get; set; } = "default";

    public static async Task<JobsRepository> CreateAsync(int queued, int archived = 0, bool isSparse = false)
    {
        var repository = new JobsRepository();
        Git(repository.folder, "init", "-q", "--bare", "-b", "master", repository.Origin);
        await FastImport.CommitAsync(
            repository.Origin,
            [.. StateFolders.Select(state => ($"{state}/.gitkeep", "")), .. Queued(queued), .. Archived(archived)]);
        Git(repository.folder, ["clone", "-q", .. isSparse ? ["--no-checkout"] : Array.Empty<string>(), repository.Origin, repository.Clone]);
        if (isSparse)
        {
            Git(repository.Clone, "sparse-checkout", "set", "--cone", "queued", "processing");
            Git(repository.Clone, "checkout", "-q", "master");
        }

        return repository;
    }

    /// <summary>The name of a queued job.</summary>
    public static string JobName(int number) => $"import-{number:D6}";

    /// <summary>A person commits one more job.</summary>
    public Task QueueAsync(string name, int seconds) => QueueAsync(name, Manifests.Yaml(name, seconds));

    /// <inheritdoc cref="QueueAsync(string, int)"/>
    public Task QueueAsync(string name, string manifest) =>
        FastImport.CommitAsync(Origin, [($"queued/{name}.yaml", manifest)], onTop: true);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<(string Path, string Content)> Queued(int count) =>
        Enumerable.Range(0, count).Select(number => ($"queued/{JobName(number)}.yaml", Manifests.Yaml(JobName(number))));

    private static IEnumerable<(string Path, string Content)> Archived(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var name = $"done-{number:D6}";
            yield return ($"succeeded/{name}.yaml", Manifests.Yaml(name));
            yield return ($".goji/runs/{name}.yaml", Manifests.Record(name));
        }
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {string.Join(' ', arguments)}: exit code {process.ExitCode}");
        }
    }
}
