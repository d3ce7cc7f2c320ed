using System.Text;
using Goji.Chaos.Crashes;
using Goji.Chaos.Tests.Faults;
using Goji.Passes;
using Goji.Records;
using Goji.Sandbox;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>An origin, a cluster whose clock the test moves, and any number of runners, each with a clone of its own.</summary>
public abstract class ChaosTest : IDisposable
{
    private readonly TemporaryDirectory place = new();
    private readonly List<(string Words, Action Act)> reactions = [];
    private int clones;

    protected ChaosTest(ITestOutputHelper output)
    {
        Output = output;
        Clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Cluster = new(new SandboxOptions { TimeProvider = Clock });
        Origin = BareOrigin.WithStateFolders(place);
        Log = new(line =>
        {
            lock (Lines)
            {
                Lines.Add(line);
                output.WriteLine(line);
            }

            foreach (var (words, act) in reactions.Where(reaction => line.Contains(reaction.Words, StringComparison.Ordinal)))
            {
                act();
            }
        });
    }

    internal ITestOutputHelper Output { get; }

    internal List<string> Lines { get; } = [];

    internal FakeTimeProvider Clock { get; }

    internal SandboxCluster Cluster { get; }

    internal BareOrigin Origin { get; }

    internal NotedLog Log { get; }

    internal TemporaryDirectory Place => place;

    /// <summary>The job files at the origin, with their state folder.</summary>
    internal IReadOnlyList<string> Jobs =>
        [.. Origin.Files.Where(file => BareOrigin.StateFolders.Contains(file.Split('/')[0]) && !file.EndsWith(".gitkeep", StringComparison.Ordinal))];

    /// <summary>The names of the Jobs that were ever created.</summary>
    internal IReadOnlyList<string> Created => [.. Cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        Cluster.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void Queue(params (string Path, string Manifest)[] jobs) =>
        Origin.Commit("Queue", [.. jobs.Select(job => ($"queued/{job.Path}", (string?)job.Manifest))]);

    internal GojiOptions NewClone() => new()
    {
        Directory = Origin.Clone(place[$"clone-{clones++}"]),
        Patience = new() { FirstPause = TimeSpan.Zero, MaxRetryAfter = TimeSpan.Zero },
    };

    /// <summary>A runner. It feels time pass as the cluster does; its timers run by the real clock, unless the test's own is given.</summary>
    internal GojiRunner Runner(
        GojiOptions? options = null,
        IPassProbe? probe = null,
        Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>? meddle = null,
        TimeProvider? time = null)
    {
        var handler = Cluster.CreateHandler();
        var through = meddle is null ? handler : new Interference(handler, meddle);
        return new(options ?? NewClone(), Log, ClusterConnection.Through(through, new Uri("http://sandbox")), time ?? new BorrowedClock(Clock)) { Probe = probe ?? NoProbe.Instance };
    }

    internal Task<GojiReport> PassAsync(GojiOptions? options = null) => Runner(options).ProcessAsync(CancellationToken.None);

    /// <summary>Passes of another runner, until nothing changes, each so much later than the one before.</summary>
    internal void PassUntilQuiet(double seconds = 61)
    {
        var options = NewClone();
        for (var (quiet, pass) = (0, 0); quiet < 2; pass++)
        {
            Assert.True(pass < 12, "There is still something to do.");
            Clock.Advance(TimeSpan.FromSeconds(seconds));
            var before = Origin.Tip;
            PassAsync(options).GetAwaiter().GetResult();
            quiet = Origin.Tip == before ? quiet + 1 : 0;
        }
    }

    /// <summary>Does something at a moment of a pass.</summary>
    internal static IPassProbe At(PassStep step, Action action, bool isAfter = false, int skip = 0) =>
        new MomentProbe(new() { Step = step, IsAfter = isAfter, Skip = skip }, action);

    /// <summary>Does something whenever a line is logged that holds these words.</summary>
    internal void OnLine(string words, Action act) => reactions.Add((words, act));

    /// <summary>A pass whose runner dies at a moment.</summary>
    internal async Task DieAsync(PassStep step, bool isAfter = false, int skip = 0, GojiOptions? options = null)
    {
        var runner = Runner(options, At(step, () => throw new DeathException(), isAfter, skip));
        await Assert.ThrowsAsync<DeathException>(() => runner.ProcessAsync(CancellationToken.None));
    }

    internal RunRecord Record(string path) =>
        RunRecordYaml.Read(path, Encoding.UTF8.GetBytes(Origin.Show(RunRecord.PathOf(path)) + "\n"));
}
