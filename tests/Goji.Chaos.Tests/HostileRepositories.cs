using System.Text;
using Goji.Chaos.Tests.Faults;
using Goji.Records;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Trees and records that no well-meaning person would commit.</summary>
public sealed class HostileRepositories(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Mark = "what lies outside is nobody's business";

    [Fact]
    public async Task Links_submodules_and_escaping_names_are_ignored_and_their_neighbours_run()
    {
        Directory.CreateDirectory(Place["outside"]);
        await File.WriteAllTextAsync(Place["outside/secret.yaml"], JobSet.Job(Mark.Replace(' ', '-').Replace("'", "", StringComparison.Ordinal)));
        var raw = new RawObjects(Origin);
        var bad = raw.Blob(JobSet.Job("evil"));
        var inside = raw.Tree([("100644", Utf8("evil.yaml"), bad)]);
        raw.Queue(
            ("100644", Utf8("good.yaml"), raw.Blob(JobSet.Job("good"))),
            ("120000", Utf8("link.yaml"), raw.Blob(Place["outside/secret.yaml"])),
            ("120000", Utf8("relative.yaml"), raw.Blob("../../outside/secret.yaml")),
            ("120000", Utf8("folder"), raw.Blob(Place["outside"])),
            ("160000", Utf8("module.yaml"), new string('1', 40)),
            ("40000", Utf8(".."), inside),
            ("40000", Utf8(".git"), inside),
            ("40000", Utf8("GIT~1"), inside),
            ("100644", Utf8("back\\slash.yaml"), bad),
            ("100644", Utf8("new\nline.yaml"), bad),
            ("100644", [.. Utf8("latin-"), 0xE9, .. Utf8(".yaml")], bad));
        var outside = Snapshot(Place["outside"]);
        var options = NewCloneByHand();

        await PassAsync(options);
        Clock.Advance(TimeSpan.FromSeconds(2));
        await PassAsync(options);

        Assert.Equal(["good"], Created);
        Assert.Contains("succeeded/good.yaml", Jobs);
        Assert.Equal(["failed/folder", "failed/link.yaml", "failed/module.yaml", "failed/relative.yaml"], Jobs.Where(job => job.StartsWith("failed/", StringComparison.Ordinal)));
        Assert.All((string[])["link.yaml", "relative.yaml", "folder"], link => Assert.Contains("symbolic link", Record(link).Newest!.Refused, StringComparison.Ordinal));
        Assert.Equal(outside, Snapshot(Place["outside"]));
        Assert.DoesNotContain(Lines, line => line.Contains("nobodys-business", StringComparison.Ordinal));
        Assert.Contains("latin-\\351.yaml", Origin.Git("ls-tree", "--name-only", Origin.Branch + ":queued"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Place.Path, "evil*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("nonsense: [")]
    [InlineData("attempts:\n- id: A\n  claimedAt: never\n  claimedBy: me\n")]
    [InlineData("attempts:\n- id: A\n  claimedAt: 2026-11-22T12:00:00Z\n  claimedBy: me\n  futureField: 1\n")]
    [InlineData("attempts: not a list\n")]
    [InlineData("deep")]
    [InlineData("huge")]
    [InlineData("binary\u0000\u0001")]
    public async Task A_record_that_cannot_be_read_starts_nothing_and_stops_no_neighbour(string record)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        PassUntilQuiet();
        var content = record switch
        {
            "deep" => "attempts: " + new string('[', 10_000),
            "huge" => $"attempts: []\n# {new string('x', RunRecordYaml.MaxBytes)}\n",
            _ => record,
        };
        Origin.Commit(
            "Tamper",
            ("succeeded/x.yaml", null),
            ("processing/x.yaml", JobSet.Job("x")),
            (RunRecord.PathOf("x.yaml"), content),
            ("queued/q.yaml", JobSet.Job("q")),
            (RunRecord.PathOf("q.yaml"), content),
            ("queued/good.yaml", JobSet.Job("good")));

        PassUntilQuiet();
        var report = await PassAsync();

        Assert.Equal(["processing/x.yaml", "queued/q.yaml", "succeeded/good.yaml"], Jobs);
        Assert.Equal(["good", "x"], Created);
        Assert.Contains("q.yaml' cannot be read", Assert.Single(report.Held).Reason, StringComparison.Ordinal);
        Assert.Contains("x.yaml' cannot be read", Assert.Single(report.Processing).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: 12")]
    [InlineData("nonsense: [")]
    [InlineData("huge")]
    public async Task A_repository_with_an_unreadable_id_starts_nothing_and_names_the_remedy(string content)
    {
        Origin.Commit(
            "Tamper",
            (RepositoryId.Path, content == "huge" ? $"# {new string('x', RunRecordYaml.MaxBytes)}\n" : content),
            ("queued/x.yaml", JobSet.Job("x")));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => PassAsync());

        Assert.Contains(RepositoryId.Path, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Created);
        Assert.Equal(["queued/x.yaml"], Jobs);
    }

    [Fact]
    public async Task A_file_and_a_folder_of_one_name_are_held_and_stop_no_neighbour()
    {
        Origin.Commit(
            "Confuse",
            ("failed/a.yaml", "x"),
            ("queued/a.yaml/b.yaml", JobSet.Job("b")),
            (".goji/runs/c.yaml/d.yaml", "attempts:\n"),
            ("queued/c.yaml", JobSet.Job("c")),
            ("succeeded/e.yaml/f.yaml", "x"),
            ("queued/e.yaml", JobSet.Job("e")),
            ("queued/good.yaml", JobSet.Job("good")));

        PassUntilQuiet();
        var report = await PassAsync();

        Assert.Contains("succeeded/good.yaml", Jobs);
        Assert.Equal(["a.yaml/b.yaml", "c.yaml"], report.Held.Select(job => job.File));
        Assert.All(report.Held, job => Assert.Contains("in its way", job.Reason, StringComparison.Ordinal));
        Assert.Equal(["e", "good"], Created);
        Assert.Contains("processing/e.yaml", Jobs);
    }

    /// <summary>A clone as far as git's own checkout would go: it refuses such trees, and Goji is to be asked, not git.</summary>
    private GojiOptions NewCloneByHand()
    {
        var options = new GojiOptions { Directory = Place["by-hand"] };
        Testing.GitProgram.Run(Place.Path, "clone", "-q", "--no-checkout", Origin.Path, options.Directory);
        return options;
    }

    private static IReadOnlyList<string> Snapshot(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(file => $"{file} {File.ReadAllText(file)}")];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
