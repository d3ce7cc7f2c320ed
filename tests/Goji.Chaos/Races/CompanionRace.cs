using System.Diagnostics;
using System.Text;
using Goji.Passes;
using Goji.Records;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Chaos.Races;

/// <summary>
/// Lets runners race over files with ConfigMaps, while they are killed between ConfigMap, Job and owner, and a person changes and requeues
/// what has succeeded.
/// </summary>
/// <param name="runners">The runners at any time.</param>
/// <param name="kills">How often each is killed.</param>
/// <param name="seed">Decides the moments.</param>
internal sealed class CompanionRace(int runners, int kills, int seed)
{
    private const double ClaimSeconds = 10;
    private const int OwnMaps = 12;
    private const int SharedMaps = 4;
    private const int Requeued = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly PassStep[] Steps = [PassStep.Companion, PassStep.Create, PassStep.CreateResponse, PassStep.CompanionOwner];

    // Each file has a ConfigMap of its own, some share one, some are refused for their content, and some for a name that is taken.
    private static readonly Dictionary<string, string> Files = new[]
    {
        Enumerable.Range(0, OwnMaps).Select(i => ($"own-{i:00}.yaml", Content($"own-{i:00}", "first"))),
        Enumerable.Range(0, SharedMaps).Select(i => ($"shared-{i}.yaml", JobSet.Map("shared", $"of-{i}") + JobSet.Job($"shared-{i}", seconds: 0))),
        Enumerable.Range(0, 2).Select(i => ($"refused-{i}.yaml", JobSet.Map($"refused-{i}", "x") + JobSet.Job($"refused-{i}", spec: "paralellism: 2"))),
        Enumerable.Range(0, 2).Select(i => ($"taken-{i}.yaml", JobSet.Map($"taken-{i}", "x") + JobSet.Job($"taken-{i}"))),
        [("foreign.yaml", JobSet.Map("foreign", "mine") + JobSet.Job("foreign", seconds: 0))],
    }.SelectMany(files => files).ToDictionary();

    public async Task<RaceFigures> RunAsync()
    {
        using var place = new TemporaryDirectory();
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        var kubeconfig = listener.WriteKubeconfig(place["kubeconfig"]);
        var origin = BareOrigin.WithStateFolders(place);
        await CreateForeignAsync(cluster);
        var foreign = (await CompanionCheck.ReadAsync(cluster)).VersionOf("foreign");
        var lastCall = place["last-call"];
        var slots = Enumerable.Range(0, runners).Select(i => new RaceSlot(
            attempt => origin.Clone(place[$"clone-{i}-{attempt}"]),
            new RunnerOrder("", kubeconfig) { Passes = int.MaxValue, LastCall = lastCall, ClaimSeconds = ClaimSeconds },
            kills,
            AtACompanion(seed + i))).ToList();
        using var ending = new CancellationTokenSource();
        var races = slots.Select(slot => slot.RunAsync(Limit, ending.Token)).ToList();
        try
        {
            foreach (var file in Files)
            {
                RaceHarness.Push(origin, $"Queue {file.Key}", ($"queued/{file.Key}", file.Value));
            }

            var requeued = await RequeueAndWaitAsync(origin, races);
            await File.WriteAllTextAsync(lastCall, "", CancellationToken.None);
            var outcomes = await Task.WhenAll(races);
            return new(
                runners,
                Files.Count,
                outcomes.Sum(outcome => outcome.Passes),
                outcomes.Sum(outcome => outcome.Pushes),
                outcomes.Sum(outcome => outcome.Commits),
                Files.Count + requeued,
                slots.Sum(slot => slot.Kills),
                [.. await BrokenAsync(origin, cluster, foreign), .. outcomes.Select(outcome => outcome.Failure).OfType<string>()]);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(races.Select(race => race.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    private static string Content(string name, string value) => JobSet.Map(name, value) + JobSet.Job(name, seconds: 0);

    private static Func<Moment> AtACompanion(int seed)
    {
        var random = new Random(seed);
        return () => new() { Step = Steps[random.Next(Steps.Length)], IsAfter = random.Next(2) == 0, Skip = random.Next(3) };
    }

    private static string EndOf(string file) =>
        $"{(file.StartsWith("refused-", StringComparison.Ordinal) || file.StartsWith("taken-", StringComparison.Ordinal) ? "failed" : "succeeded")}/{file}";

    /// <summary>Requeues some files once, with another value, as soon as each has succeeded, and waits until every file has its end.</summary>
    private static async Task<int> RequeueAndWaitAsync(BareOrigin origin, IReadOnlyList<Task<RunnerOutcome>> races)
    {
        var requeued = new HashSet<string>();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var files = origin.Files.ToHashSet();
            foreach (var file in Files.Keys.Where(file => file.StartsWith("own-", StringComparison.Ordinal)).Order().Take(Requeued))
            {
                if (files.Contains($"succeeded/{file}") && requeued.Add(file))
                {
                    var name = file[..^".yaml".Length];
                    RaceHarness.Push(origin, $"Requeue {file}", ($"succeeded/{file}", null), ($"queued/{file}", Content(name, "second")));
                    files.Remove($"succeeded/{file}");
                }
            }

            if (requeued.Count == Requeued && Files.Keys.All(file => files.Contains(EndOf(file))))
            {
                return requeued.Count;
            }

            if (races.All(race => race.IsCompleted) || clock.Elapsed > Limit)
            {
                throw new TimeoutException($"The jobs are not done: {string.Join(", ", files.Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task<IReadOnlyList<string>> BrokenAsync(BareOrigin origin, SandboxCluster cluster, string foreign)
    {
        var broken = new List<string>();
        var companions = await CompanionCheck.ReadAsync(cluster);
        broken.AddRange(companions.Orphaned());
        var created = cluster.Audit.Jobs.Where(entry => entry is { Kind: SandboxAuditKind.Created, RunId: not null }).ToList();
        broken.AddRange(created.GroupBy(entry => (entry.RunId, entry.Name)).Where(group => group.Count() > 1).Select(twice => $"DOUBLE START: {twice.Key} was created {twice.Count()} times."));
        var records = Files.Keys.ToDictionary(file => file, file => RunRecordYaml.Read(file, Encoding.UTF8.GetBytes(origin.Show(RunRecord.PathOf(file)) + "\n")));
        var recorded = records.Values.SelectMany(record => record.Attempts).SelectMany(attempt => attempt.Jobs).Select(run => run.Uid).OfType<string>().ToHashSet();
        broken.AddRange(created.Where(entry => !recorded.Contains(entry.Uid)).Select(entry => $"The Job {entry.Name} ({entry.Uid}) is in no record."));
        foreach (var (file, record) in records)
        {
            var name = file[..^".yaml".Length];
            var isRequeued = record.Attempts.Count == 2;
            if (name.StartsWith("own-", StringComparison.Ordinal)
                && (companions.RunOf(name) != record.Newest!.Id
                    || companions.ValueOf(name, "value") != (isRequeued ? "second" : "first")
                    || !companions.OwnersOf(name).SequenceEqual([record.Newest.Jobs[0].Uid!])))
            {
                broken.Add($"ConfigMap '{name}' is of the run {companions.RunOf(name)}, has the value '{companions.ValueOf(name, "value")}', and is owned by {string.Join(", ", companions.OwnersOf(name))}; its file's newest attempt is {record.Newest!.Id} of {record.Attempts.Count}.");
            }
        }

        if (!Enumerable.Range(0, SharedMaps).Any(i => records[$"shared-{i}.yaml"].Newest!.Id == companions.RunOf("shared") && companions.ValueOf("shared", "value") == $"of-{i}"))
        {
            broken.Add($"OVERWRITTEN: The shared ConfigMap of the run {companions.RunOf("shared")} has the value '{companions.ValueOf("shared", "value")}'.");
        }

        broken.AddRange(companions.Ours.Where(name => !name.StartsWith("own-", StringComparison.Ordinal) && name != "shared").Select(name => $"LEFT BEHIND: ConfigMap '{name}'."));
        if (companions.VersionOf("foreign") != foreign)
        {
            broken.Add("OVERWRITTEN: The ConfigMap of somebody else was changed.");
        }

        origin.Git("fsck", "--strict", "--no-dangling");
        return broken;
    }

    /// <summary>What somebody else has made: a ConfigMap that a file asks for just so, and Jobs whose names files want.</summary>
    private static async Task CreateForeignAsync(SandboxCluster cluster)
    {
        const string Space = "namespaces/default";
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new("http://sandbox/") };
        await CreateAsync(client, $"api/v1/{Space}/configmaps", """{"metadata":{"name":"foreign"},"data":{"value":"mine"}}""");
        for (var i = 0; i < 2; i++)
        {
            var job = """{"metadata":{"name":"taken-#"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"b"}]}}}}""";
            await CreateAsync(client, $"apis/batch/v1/{Space}/jobs", job.Replace('#', (char)('0' + i)));
        }
    }

    private static async Task CreateAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
