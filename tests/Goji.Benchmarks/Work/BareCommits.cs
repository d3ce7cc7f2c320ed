using Goji.Benchmarks.Fixtures;
using LibGit2Sharp;

namespace Goji.Benchmarks.Work;

/// <summary>Commits and pushes made with LibGit2Sharp in the plainest way, on trees: no index, no file of a working copy is touched.</summary>
internal sealed class BareCommits(string clone) : IDisposable
{
    private readonly Repository repository = new(clone);

    /// <summary>Commits a move of each of N files, or none, and a record of each, and pushes that.</summary>
    public void CommitAndPush(int count, string? from, string? to, Func<string, byte[]> record)
    {
        var tip = repository.Head.Tip;
        var tree = TreeDefinition.From(tip);
        var moved = from is null ? null : (Tree)tip[from].Target;
        for (var number = 0; number < count; number++)
        {
            var name = JobsRepository.JobName(number);
            using var content = new MemoryStream(record(name));
            tree.Add($".goji/runs/{name}.yaml", repository.ObjectDatabase.CreateBlob(content), Mode.NonExecutableFile);
            if (moved is not null)
            {
                tree.Add($"{to}/{name}.yaml", (Blob)moved[$"{name}.yaml"].Target, Mode.NonExecutableFile);
                tree.Remove($"{from}/{name}.yaml");
            }
        }

        var author = new Signature("goji", "goji@localhost", DateTimeOffset.UtcNow);
        var commit = repository.ObjectDatabase.CreateCommit(author, author, $"Process {count} jobs", repository.ObjectDatabase.CreateTree(tree), [tip], false);
        repository.Refs.UpdateTarget(repository.Refs["refs/heads/master"], commit.Id);
        repository.Network.Push(repository.Network.Remotes["origin"], "refs/heads/master");
    }

    public void Dispose() => repository.Dispose();
}
