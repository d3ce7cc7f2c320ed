using System.Diagnostics;
using Goji.Chaos.Races;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Chaos.Steering;

/// <summary>
/// Lets runners race for jobs with groups, chains and priorities, while people cancel jobs at random moments and queue them again at once, and while runners are
/// killed.
/// </summary>
internal sealed class SteeringRace(int runners, int groups, int chains, int links)
{
    private const double ClaimSeconds = 10;
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LimitForFile = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="actions">What people do before they let everything come to its end.</param>
    /// <param name="kills">How often each runner is killed at a random moment.</param>
    /// <param name="seed">Decides the moments.</param>
    public async Task<SteeringFigures> RunAsync(int actions, int kills, int seed)
    {
        using var place = new TemporaryDirectory();
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        await using var watch = new ClusterWatch(cluster);
        var random = new Random(seed);
        var kubeconfig = listener.WriteKubeconfig(place["kubeconfig"]);
        var files = SteeredFile.Make(groups, chains, links, random);
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit("Queue", [.. files.Select(file => ($"queued/{file.Path}", (string?)file.Manifest()))]);
        var lastCall = place["last-call"];
        var slots = Enumerable.Range(0, runners).Select(i => new RaceSlot(
            attempt => origin.Clone(place[$"clone-{i}-{attempt}"]),
            new RunnerOrder("", kubeconfig) { Passes = int.MaxValue, LastCall = lastCall, ClaimSeconds = ClaimSeconds },
            kills,
            RaceSlot.AtAnyStep(seed + i))).ToList();
        using var ending = new CancellationTokenSource();
        var limit = LimitFor(files);
        var races = slots.Select(slot => slot.RunAsync(limit, ending.Token)).ToList();
        try
        {
            var people = new People(origin, place, kubeconfig, ClaimSeconds, random);
            for (var action = 0; action < actions; action++)
            {
                await people.ActAsync();
            }

            await LetEndAsync(origin, files, people, races);
            await File.WriteAllTextAsync(lastCall, "");
            var outcomes = await Task.WhenAll(races);
            var oracle = new SteeringOracle(origin, files, watch.Events);
            var broken = oracle.Broken().ToList();
            return new(
                files.Count,
                cluster.Audit.Jobs.Count(entry => entry.Kind == SandboxAuditKind.Created),
                people.Requests,
                oracle.Cancelled,
                people.Requeues,
                slots.Sum(slot => slot.Kills),
                [.. broken, .. outcomes.Select(outcome => outcome.Failure).OfType<string>()]);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(races.Select(race => race.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    private static TimeSpan LimitFor(IReadOnlyList<SteeredFile> files) => ShortestLimit + (files.Count * LimitForFile);

    /// <summary>Cancels what would never end, queues again what was cancelled by the way, until every short job has succeeded and every endless one is cancelled.</summary>
    private static async Task LetEndAsync(BareOrigin origin, IReadOnlyList<SteeredFile> files, People people, IReadOnlyList<Task<RunnerOutcome>> races)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var there = origin.Files.ToHashSet();
            foreach (var file in files)
            {
                if (file.IsEndless && there.Contains($"processing/{file.Path}"))
                {
                    await people.CancelAsync(file.Path);
                }
                else if (!file.IsEndless && there.Contains($"failed/{file.Path}"))
                {
                    await people.RequeueAsync(file.Path);
                }
            }

            if (files.All(file => there.Contains(file.IsEndless ? $"failed/{file.Path}" : $"succeeded/{file.Path}")))
            {
                return;
            }

            if (clock.Elapsed > LimitFor(files) || races.All(race => race.IsCompleted))
            {
                throw new TimeoutException($"The jobs have not come to their end: {string.Join(", ", there.Where(file => !file.StartsWith('.')))}");
            }

            await Task.Delay(Pause);
        }
    }
}
