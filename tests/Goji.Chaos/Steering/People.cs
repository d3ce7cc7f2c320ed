using Goji.Testing;

namespace Goji.Chaos.Steering;

/// <summary>People who cancel jobs and queue them again, each as they like: with the command, with a request, by hand.</summary>
internal sealed class People(BareOrigin origin, TemporaryDirectory place, string kubeconfig, double claimSeconds, Random random)
{
    private static readonly string[] Open = ["queued/", "processing/"];

    private readonly string desk = origin.Clone(place["desk"]);
    private readonly GojiRunner goji = new(
        new()
        {
            Directory = origin.Clone(place["people"]),
            Kubeconfig = kubeconfig,
            ClaimTime = TimeSpan.FromSeconds(claimSeconds),
            Wait = TimeSpan.FromSeconds(5),
            PollInterval = TimeSpan.FromMilliseconds(200),
        },
        new NotedLog(_ => { }));

    public int Requests { get; private set; }

    public int Requeues { get; private set; }

    /// <summary>Cancels a job in one of three ways.</summary>
    /// <param name="job">Its path below the state folder.</param>
    public Task CancelAsync(string job) => random.Next(4) switch
    {
        0 => ByHandAsync(job),
        1 => TryAsync(() => goji.CancelAsync([job], new() { Reason = "changed my mind" }), () => Requests++),
        _ => TryAsync(() => goji.CancelAsync([job], new() { RequestOnly = true }), () => Requests++),
    };

    public Task RequeueAsync(string job) => TryAsync(() => goji.RequeueAsync($"failed/{job}"), () => Requeues++);

    /// <summary>Something that random people do at this moment.</summary>
    public async Task ActAsync()
    {
        var files = origin.Files;
        var failed = files.Where(file => file.StartsWith("failed/", StringComparison.Ordinal) && IsJob(file)).ToList();
        var open = files.Where(file => Open.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) && IsJob(file)).ToList();
        if (failed.Count > 0 && (open.Count == 0 || random.Next(2) == 0))
        {
            await RequeueAsync(Below(failed[random.Next(failed.Count)]));
        }
        else if (open.Count > 0)
        {
            await CancelAsync(Below(open[random.Next(open.Count)]));
        }
    }

    private static bool IsJob(string file) => file.EndsWith(".yaml", StringComparison.Ordinal);

    private static string Below(string file) => file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Writes the annotation into the file as a person does, and gives up where somebody else pushes first.</summary>
    private Task ByHandAsync(string job)
    {
        try
        {
            GitProgram.Run(desk, "fetch", "-q", "origin");
            GitProgram.Run(desk, "reset", "-q", "--hard", $"origin/{origin.Branch}");
            if (Open.Select(folder => Path.Combine(desk, folder + job)).FirstOrDefault(File.Exists) is { } file
                && File.ReadAllText(file) is var text
                && !text.Contains("goji.run/cancel", StringComparison.Ordinal))
            {
                File.WriteAllText(file, text.Replace("goji.run/priority", "goji.run/cancel: by hand\n    goji.run/priority", StringComparison.Ordinal));
                GitProgram.Run(desk, "commit", "-q", "-a", "-m", $"Stop {job}");
                GitProgram.Run(desk, "push", "-q", "origin", $"HEAD:refs/heads/{origin.Branch}");
                Requests++;
            }
        }
        catch (InvalidOperationException)
        {
        }

        return Task.CompletedTask;
    }

    private static async Task TryAsync(Func<Task> act, Action done)
    {
        try
        {
            await act();
            done();
        }
        catch (GojiException)
        {
            // The job has moved on.
        }
    }
}
