using System.Text;
using Goji.Git;
using Goji.Git.Objects;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Objects;

public sealed class LargeFolders : GitTest, IAsyncLifetime
{
    private const int Archived = 6000;
    private readonly BareOrigin origin;
    private readonly string clone;

    public LargeFolders()
    {
        origin = BareOrigin.WithStateFolders(Place);
        clone = origin.Clone(Place["clone"]);
    }

    public Task InitializeAsync() => CommitAsync(_ => new CommitDraft(
        "Archive",
        [
            .. Enumerable.Range(0, Archived).Select(number => new TreeChange.Write($"succeeded/{number}.yaml", Encoding.ASCII.GetBytes($"{number}"))),
            new TreeChange.Write("processing/one.yaml", "1"u8.ToArray()),
            new TreeChange.Write("processing/two.yaml", "2"u8.ToArray()),
        ]));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Folder_is_read_the_same_from_its_file_and_from_a_pack(bool isPacked)
    {
        var before = FileOf("succeeded");
        await MoveAsync("one.yaml");
        AssertIsFileOfItsOwn(FileOf("succeeded"), before);
        Assert.NotNull(FileOf("succeeded") is { Length: > 0 } id ? LargeTreeFile.Read(Path.Combine(clone, ".git/objects"), new(id)) : null);
        if (isPacked)
        {
            Git(clone, "gc", "-q", "--prune=now");
            Assert.Null(LargeTreeFile.Read(Path.Combine(clone, ".git/objects"), new(FileOf("succeeded"))));
        }

        await MoveAsync("two.yaml");

        Assert.Equal(Archived + 2, origin.Files.Count(file => file.StartsWith("succeeded/", StringComparison.Ordinal) && file.EndsWith(".yaml", StringComparison.Ordinal)));
        Assert.Equal("2", origin.Show("succeeded/two.yaml"));
        Assert.Equal("7", origin.Show("succeeded/7.yaml"));
        origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Damaged_folder_is_an_error_with_a_remedy()
    {
        await MoveAsync("one.yaml");
        var id = FileOf("succeeded");
        var file = Path.Combine(clone, ".git/objects", id[..2], id[2..]);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^4000] ^= 0xFF;
        File.Delete(file);
        await File.WriteAllBytesAsync(file, bytes);

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => MoveAsync("two.yaml"));

        Assert.Contains("is missing or damaged: check it with: git fsck.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("processing/two.yaml", origin.Files);
    }

    [Fact]
    public async Task Long_folder_is_named_once_with_the_ways_out()
    {
        await CommitAsync(_ => new CommitDraft(
            "Archive more",
            [.. Enumerable.Range(Archived, 10_001 - Archived).Select(number => new TreeChange.Write($"succeeded/{number}.yaml", "1"u8.ToArray()))]));
        await MoveAsync("one.yaml");

        Assert.Single(
            Log.All, line => line.StartsWith("The folder 'succeeded' has 10003 entries, and each move writes", StringComparison.Ordinal));
    }

    /// <summary>The folder is written as git would: its id, its rights, and no file that is left over.</summary>
    private void AssertIsFileOfItsOwn(string id, string before)
    {
        var file = Path.Combine(clone, ".git/objects", id[..2], id[2..]);
        Assert.NotEqual(before, id);
        Assert.Equal("tree", Git(clone, "cat-file", "-t", id));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(file)!), path => Path.GetFileName(path).StartsWith("tmp_", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(file));
        }
    }

    private string FileOf(string folder) => Git(clone, "rev-parse", $"origin/master:{folder}");

    private Task MoveAsync(string path) => CommitAsync(snapshot => Move(snapshot, JobState.Processing, JobState.Succeeded, path));

    private async Task CommitAsync(Func<IRepositorySnapshot, CommitDraft> draft)
    {
        using var repository = await LibGit2JobRepository.OpenAsync(Settings(clone), Log, TimeProvider.System, default);
        var snapshot = await repository.SyncAsync(default);
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(repository.Commit(snapshot, draft(snapshot)), default));
    }
}
