using System.Globalization;
using System.Text;
using CsCheck;
using Goji.Chaos.Tests.Faults;
using Goji.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Manifests of people who mean harm, by the thousand, through whole passes with good neighbours.</summary>
public sealed class HostileManifests(ITestOutputHelper output) : ChaosTest(output)
{
    private const int FilesAPass = 250;
    private const int Neighbours = 5;
    private const uint Seed = 20261122;
    private const long MemoryLimit = 1500L * 1024 * 1024;

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "\n", "\r", "\t", "  ", "'", "\"", "\\", "|", ">", "&a ", "*a", "!!int ", "!!python/object:os.system ", "<<: ", "---\n", "...\n", "%", "#", ",",
        "\0", "\u0007", "\u2028", "\ufeff", "9999999999999999999", "0b", ".inf", "~", "kind: List\nitems:\n", "metadata: x\n", "name: ../../x\n", "namespace: kube-system\n", "name: a/b\n",
        "kind: Secret\n", "generateName: x-\n", "spec: null\n", "ttlSecondsAfterFinished: -1\n", "suspend: true\n",
    ];

    private static readonly Gen<(int At, int Length, int Kind, string Piece, int Times)> Edit =
        Gen.Select(Gen.Int[0, 600], Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.Int[1, 300]);

    [Fact]
    public async Task Mutated_manifests_are_run_refused_or_held_with_a_reason_and_their_neighbours_run()
    {
        var files = int.TryParse(Environment.GetEnvironmentVariable("GOJI_CHAOS_MANIFESTS"), out var wanted) ? wanted : 2000;
        var seed = uint.TryParse(Environment.GetEnvironmentVariable("GOJI_CHAOS_SEED"), out var other) ? other : Seed;
        Output.WriteLine($"{files} files, seed {seed}.");
        var random = new PCG(1, seed);
        var options = NewClone();
        for (var round = 0; round < files / FilesAPass; round++)
        {
            var hostile = Edit.Array[1, 6].Array[FilesAPass].Generate(random, null, out _);
            await TryAsync(round, [.. hostile.Select((edits, i) => ($"r{round}-{i:000}.yaml", edits.Aggregate(Encoding.UTF8.GetBytes(JobSet.Job($"r{round}-{i}")), Mutation.Change)))], options);
        }
    }

    [Fact]
    public async Task Known_attacks_are_refused_with_a_reason_and_their_neighbours_run()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
        {
            bomb.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        var good = JobSet.Job("attack");
        (string Path, byte[] Content)[] attacks =
        [
            ("bomb.yaml", Utf8(bomb.ToString())),
            ("deep-flow.yaml", Utf8("a: " + new string('[', 10_000))),
            ("deep-flow-closed.yaml", Utf8("a: " + new string('[', 10_000) + new string(']', 10_000))),
            ("deep-block.yaml", Utf8(string.Concat(Enumerable.Range(0, 1200).Select(i => new string(' ', i) + "a:\n")))),
            ("deep.json", Utf8(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)))),
            ("large-scalar.yaml", Utf8($"a: {new string('x', 1_000_000)}")),
            ("too-large.yaml", Utf8($"{good}\n# {new string('x', 1_100_000)}")),
            ("nul.yaml", [.. Utf8(good), 0, 0, 0]),
            ("latin.yaml", [.. Utf8(good + "\n# "), 0xE9, 0xFF, 0xFE]),
            ("twice.yaml", Utf8(good + "\nkind: Job")),
            ("tags.yaml", Utf8("!!python/object/apply:os.system [id]")),
            ("dots.yaml", Utf8(JobSet.Job("../../etc"))),
            ("slash.yaml", Utf8(JobSet.Job("a/b"))),
            ("space.yaml", Utf8(JobSet.Job("\"../../api/v1/namespaces/kube-system/secrets?x=\""))),
            ("bell.yaml", Utf8(JobSet.Job("\"a\\u0007b\""))),
            ("long-name.yaml", Utf8(JobSet.Job(new string('a', 300)))),
            ("secret.yaml", Utf8("apiVersion: v1\nkind: Secret\nmetadata: {name: x}")),
            ("role.json", Utf8("""{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"x"}}""")),
            ("merge.yaml", Utf8("<<: *nothing")),
            ("empty.yaml", []),
            ("only-comment.yaml", Utf8("# nothing")),
            ($"{new string('n', 240)}.yaml", Utf8("x")),
            ("Case.yaml", Utf8("x: [")),
            ("case.yaml", Utf8("x: {")),
        ];

        await TryAsync(0, attacks, NewClone());

        Assert.All(attacks, attack => Assert.Contains($"failed/{attack.Path}", Jobs));
    }

    private async Task TryAsync(int round, IReadOnlyList<(string Path, byte[] Content)> hostile, GojiOptions options)
    {
        var neighbours = Enumerable.Range(0, Neighbours).Select(i => $"good-{round}-{i}").ToList();
        Import([.. hostile, .. neighbours.Select(name => ($"{name}.yaml", Utf8(JobSet.Job(name))))]);

        var report = await PassAsync(options);
        Clock.Advance(TimeSpan.FromSeconds(61));
        report = await PassAsync(options);

        var jobs = Jobs.ToHashSet();
        Assert.All(neighbours, name => Assert.Contains($"succeeded/{name}.yaml", jobs));
        Assert.Equal(neighbours, Created.Where(name => name.StartsWith($"good-{round}-", StringComparison.Ordinal)));
        Assert.Equal(Created.Count, Created.Distinct().Count());
        foreach (var (path, _) in hostile)
        {
            var folder = Assert.Single(Testing.BareOrigin.StateFolders, folder => jobs.Contains($"{folder}/{path}"));
            if (folder == "failed")
            {
                var attempt = Record(path).Newest!;
                Assert.True((attempt.Refused ?? attempt.Jobs.Select(run => run.Message).FirstOrDefault(text => text is not null)) is { Length: > 10 }, $"{path} was refused without a reason.");
            }
            else if (folder == "queued")
            {
                Assert.NotEmpty(report.Held.Single(job => job.File == path).Reason);
            }
        }

        Assert.InRange(Environment.WorkingSet, 0, MemoryLimit);
    }

    /// <summary>Commits files of any content at once.</summary>
    private void Import(IReadOnlyList<(string Path, byte[] Content)> files)
    {
        var raw = new RawObjects(Origin);
        var folder = Place[$"import-{Guid.NewGuid():N}"];
        Directory.CreateDirectory(folder);
        foreach (var (path, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, path), content);
        }

        var ids = Testing.GitProgram.Run(Origin.Path, ["hash-object", "-w", "--no-filters", .. files.Select(file => Path.Combine(folder, file.Path))]).Split('\n');
        raw.Queue([.. files.Zip(ids, (file, id) => ("100644", Utf8(file.Path), id))]);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
