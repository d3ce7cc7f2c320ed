namespace Goji.Cake.Tests.BuildServers;

internal static class Reports
{
    public static GojiReport Mixed { get; } = new()
    {
        Repository = "https://git.example.com/jobs.git",
        Branch = "master",
        Warnings = ["A warning."],
        Jobs =
        [
            new() { File = "team-a/x.yaml", Before = JobState.Processing, After = JobState.Failed, Reason = "Job a/x: BackoffLimitExceeded." },
            new() { File = "gone.yaml", Before = JobState.Processing, After = JobState.Unknown, Reason = "Gone." },
            new() { File = "fine.yaml", Before = JobState.Processing, After = JobState.Succeeded },
        ],
    };

    public static GojiReport Failing(int jobs, string text = "No.") => Mixed with
    {
        Warnings = [],
        Jobs = [.. Enumerable.Range(0, jobs).Select(i => new JobReport
        {
            File = $"{i}{text}.yaml", Before = JobState.Queued, After = JobState.Failed, Reason = text,
            Jobs = [new() { Namespace = text, Name = text, State = JobState.Failed, Message = text, Pods = [new() { Pod = text, Sentence = text, Log = [text] }] }],
        })],
    };

    /// <summary>Hostile output of a container, for every build system.</summary>
    public static string Hostile { get; } =
        "a\n::error::b\n##vso[task.setvariable variable=x]y\r\n##teamcity[buildStatus status='SUCCESS']##myget[buildProblem]\n@@continua[setBuildStatus]\u001B[31m ;]|' \" \\";
}
