using Goji.Git;
using Goji.Git.Initializing;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git;

/// <summary>What tests on real repositories share: a folder, a log, and short words for what a pass does.</summary>
public abstract class GitTest : IDisposable
{
    private readonly List<IDisposable> opened = [];

    protected TemporaryDirectory Place { get; } = new();

    internal RecordedLog Log { get; } = new();

    public virtual void Dispose()
    {
        opened.ForEach(each => each.Dispose());
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static GitSettings Settings(string directory, string? repository = null, string? branch = null) =>
        new(directory, repository, branch, null, null, "goji", "goji@localhost", SkipCi: false)
        {
            FolderPatience = TimeSpan.FromMilliseconds(300),
            LockPatience = TimeSpan.FromMilliseconds(300),
        };

    internal LibGit2JobRepository Open(string directory) => Open(Settings(directory));

    internal LibGit2JobRepository Open(GitSettings settings)
    {
        var repository = LibGit2JobRepository.OpenAsync(settings, Log, TimeProvider.System, default).GetAwaiter().GetResult();
        opened.Add(repository);
        return repository;
    }

    internal Task<InitReport> InitializeAsync(GitSettings settings) => new JobRepositoryInitializer(settings, Log, TimeProvider.System).InitializeAsync(default);

    internal static CommitDraft Move(IRepositorySnapshot snapshot, JobState from, JobState to, string path) => new(
        $"Move {path}",
        [
            new TreeChange.Delete(snapshot.PathOf(from, path)),
            new TreeChange.Place(snapshot.PathOf(to, path), snapshot.Find(from, path)!),
        ]);

    internal static CommitDraft Write(string path, string content) => new($"Write {path}", [new TreeChange.Write(path, System.Text.Encoding.UTF8.GetBytes(content))]);

    internal static string Git(string folder, params string[] arguments) => GitProgram.Run(folder, arguments);

    /// <summary>The differences that git reports: none, in a clone that is up to date.</summary>
    internal static string Status(string folder) => Git(folder, "status", "--porcelain", "--untracked-files=all");
}
