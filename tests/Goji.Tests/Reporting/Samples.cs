namespace Goji.Tests.Reporting;

/// <summary>Reports of every kind of pass.</summary>
internal static class Samples
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static PodReport Crashed { get; } = new()
    {
        Pod = "backfill-orders-x7k2p",
        Container = "main",
        ExitCode = 3,
        Reason = "Error",
        Message = "cannot connect to db",
        At = Noon,
        Sentence = "Container 'main' of pod 'backfill-orders-x7k2p' exited with code 3: cannot connect to db.",
        Log = ["connecting to db:5432", "  retry 1 of 3", "fatal: cannot connect to db"],
    };

    private static PodReport Stuck { get; } = new()
    {
        Pod = "load-9dkss",
        Container = "load",
        Reason = "ImagePullBackOff",
        At = Noon.AddMinutes(-9),
        Sentence = "Container 'load' of pod 'load-9dkss' is waiting: ImagePullBackOff: Back-off pulling image \"registry.example.com/load:12\".",
    };

    /// <summary>Something of everything: started, succeeded, failed with pods, refused, gone, stuck, held, and a file with several Jobs.</summary>
    public static GojiReport Everything { get; } = new()
    {
        Repository = "https://git.example.com/ops/jobs.git",
        Branch = "master",
        Cluster = "https://cluster.example.com:6443",
        StartedAt = Noon,
        FinishedAt = Noon.AddSeconds(3.25),
        Commits = [new string('a', 40), new string('b', 40)],
        Warnings = ["'processing/team-c/other.yaml' belongs to another cluster than the one that is configured. Run it with the context of that cluster."],
        Jobs =
        [
            Job("cleanup.yaml", JobState.Queued, JobState.Processing, "", Run("cleanup", JobState.Processing, Noon.AddSeconds(1))),
            Job("reports/monthly.yaml", JobState.Processing, JobState.Processing, "",
                Run("extract", JobState.Succeeded, Noon.AddMinutes(-9), Noon.AddMinutes(-5)),
                Run("load", JobState.Processing, Noon.AddMinutes(-9)) with { Reason = "ImagePullBackOff", Message = "A pod waits.", Pods = [Stuck] }),
            Job("team-a/backfill-orders.yaml", JobState.Processing, JobState.Failed,
                "Job shop/backfill-orders: BackoffLimitExceeded: Job has reached the specified backoff limit",
                Run("backfill-orders", JobState.Failed, Noon.AddSeconds(-72), Noon) with
                {
                    Reason = "BackoffLimitExceeded",
                    Message = "Job has reached the specified backoff limit",
                    Pods = [Crashed],
                }),
            Job("team-a/migrate.yaml", JobState.Processing, JobState.Succeeded, "", Run("migrate", JobState.Succeeded, Noon.AddMinutes(-2), Noon.AddSeconds(-1))),
            Job("team-b/big.yaml", JobState.Queued, JobState.Queued, "'succeeded/team-b/big.yaml' has the same path. Delete one of the two, or give the queued one another name."),
            Job("team-b/role.yaml", JobState.Queued, JobState.Failed, "Document 1 is a ClusterRoleBinding. Only a Job may be queued; add the kind to AllowedKinds to let it through."),
            Job("team-c/seed.json", JobState.Processing, JobState.Unknown, "Job shop/seed: Gone: The Job was started and no longer exists.",
                Run("seed", JobState.Unknown, Noon.AddHours(-2)) with { Reason = "Gone", Message = "The Job was started and no longer exists." }),
        ],
    };

    /// <summary>A queue of three, one of which has a time, and a Job that waits in a queue of Kueue's.</summary>
    public static GojiReport Queue { get; } = new()
    {
        Repository = "/srv/jobs.git",
        Branch = "master",
        StartedAt = Noon,
        FinishedAt = Noon,
        Jobs =
        [
            Job("a.yaml", JobState.Queued, JobState.Queued, "It waits for 'queued/z.yaml'.") with { Position = 3 },
            Job("b.yaml", JobState.Processing, JobState.Processing, "",
                Run("b", JobState.Processing, Noon) with { Reason = "Suspended", Message = "The Job is suspended. It waits for quota in LocalQueue 'team-a'." }),
            Job("c.yaml", JobState.Queued, JobState.Queued, "It starts at two.") with { Position = 2, DueAt = Noon.AddHours(2) },
            Job("z.yaml", JobState.Queued, JobState.Queued, "There is no room.") with { Position = 1 },
        ],
    };

    public static GojiReport Empty { get; } = new() { Repository = "/srv/jobs.git", Branch = "master", StartedAt = Noon, FinishedAt = Noon };

    public static JobReport Job(string file, JobState before, JobState after, string reason, params KubernetesJobReport[] jobs) =>
        new() { File = file, Before = before, After = after, Reason = reason, Jobs = jobs };

    public static KubernetesJobReport Run(string name, JobState state, DateTimeOffset? startedAt = null, DateTimeOffset? finishedAt = null) =>
        new() { Namespace = "shop", Name = name, Uid = "0b6f2c1e-7f0e-4b52-9d7f-1c8a6e1f0a11", State = state, StartedAt = startedAt, FinishedAt = finishedAt };

    /// <summary>A failing job that has the given text in every field.</summary>
    public static GojiReport Saying(string text) => new()
    {
        Repository = text,
        Branch = text,
        Cluster = text,
        StartedAt = Noon,
        FinishedAt = Noon,
        Warnings = [text],
        Jobs =
        [
            Job(text + "/x.yaml", JobState.Processing, JobState.Failed, text, new KubernetesJobReport
            {
                Namespace = text,
                Name = text,
                Uid = text,
                State = JobState.Failed,
                Reason = text,
                Message = text,
                Pods = [new() { Pod = text, Container = text, Reason = text, Message = text, Sentence = text, Log = [text, text] }],
            }),
            Job(text + "/y.yaml", JobState.Queued, JobState.Queued, text),
        ],
    };

    /// <summary>Hostile text from a manifest or a container.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "</script><script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)\" x='",
        "]]><evil/>",
        "<!-- --> &amp; &#x0;",
        "\u001B[31mred\u001B[0m\u001B]0;title\u0007\u001B[2J",
        "::error::injected",
        "x\n::error::injected",
        "x\r\n  ::set-output name=a::b",
        "##vso[task.setvariable variable=a]b",
        "##[error]injected",
        "##teamcity[buildStatus status='SUCCESS']",
        "x\n##teamcity[message text='|n']",
        "\u0000\u0001\uFFFE\uD800 \u202Efdp.exe\u2028",
        "```\n# Heading\n</details> | cell | [link](javascript:alert(1)) ![x](http://evil.example/x.png) @everyone `code` **bold**",
        "~~~\n<details>",
    ];
}
