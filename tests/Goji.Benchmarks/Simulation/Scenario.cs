using System.Text;
using Goji.Passes;
using Goji.Ports;

namespace Goji.Benchmarks.Simulation;

/// <summary>Some hours of one repository: people push jobs, and runners start them and record their ends.</summary>
/// <param name="Runners">How many runners serve the repository.</param>
/// <param name="JobsPerHour">How many jobs arrive, at random moments.</param>
/// <param name="JobsPerPush">How many of them each push brings.</param>
internal sealed record Scenario(int Runners, int JobsPerHour, int JobsPerPush)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(20);

    public TimeSpan JobDuration { get; init; } = TimeSpan.FromMinutes(2);

    public Latencies Latencies { get; init; } = new();

    /// <summary>Plays the scenario. Must not be called on a thread of the thread pool.</summary>
    public ScenarioResult Play()
    {
        var time = new VirtualTime();
        var remote = new SimulatedRemote(time, Latencies);
        var jobs = new SimulatedJobs(time, JobDuration);
        var queued = new Dictionary<string, TimeSpan>();
        var requests = 0;
        var failures = 0;

        async Task ArriveAsync()
        {
            var random = new Random(1);
            var pushes = new List<Task>();
            for (var number = 0; time.Elapsed < Length; number++)
            {
                var files = Enumerable.Range(0, JobsPerPush).Select(index => $"job-{number}-{index}.yaml").ToList();
                foreach (var file in files)
                {
                    queued[file] = time.Elapsed;
                }

                IReadOnlyList<TreeChange> changes =
                    [.. files.Select(file => new TreeChange.Write($"queued/{file}", Encoding.UTF8.GetBytes(Fixtures.Manifests.Yaml(Path.GetFileNameWithoutExtension(file)))))];
                pushes.Add(remote.PushChangesAsync(changes, random));
                await time.DelayAsync(TimeSpan.FromHours(1) * (JobsPerPush / (double)JobsPerHour) * -Math.Log(1 - random.NextDouble()));
            }
        }

        async Task ServeAsync(int runner)
        {
            var random = new Random(runner);
            var clone = new SimulatedClone(remote);
            for (var pass = 0; time.Elapsed < Length; pass++)
            {
                var context = new PassContext(new() { Directory = "." }, $"runner {runner}, pass {pass}", clone, new Work.SilentLog(), time, NoProbe.Instance);
                await using var one = new PassSession(context, () => new SimulatedCluster(jobs, time, Latencies, () => Interlocked.Increment(ref requests)), wait: null, CancellationToken.None);
                try
                {
                    await one.RunAsync();
                }
                catch (GojiException)
                {
                    failures++;
                }

                await time.DelayAsync(PollInterval * (0.85 + (0.3 * random.NextDouble())));
            }
        }

        time.Run(Task.WhenAll([ArriveAsync(), .. Enumerable.Range(1, Runners).Select(ServeAsync)]));
        return ScenarioResult.Of(this, remote, jobs, queued, requests, failures);
    }
}
