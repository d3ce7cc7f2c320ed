// Stops jobs that run or are queued, and shows what became of them.
//   dotnet cake stop-a-job.cake --job=migrate.yaml --reason="wrong database" [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/stop-a-job",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    CancelReason = Argument("reason", ""),
};

Task("Stop")
    .Does(() =>
{
    GojiInit(settings);

    // A path, or a pattern such as team-a/*.
    GojiReport report = GojiCancel(Argument<string>("job"), settings);
    foreach (JobReport job in report.Jobs)
    {
        Information("{0} is {1}. {2}", job.File, job.After, job.Reason);
    }
});

RunTarget(Argument("target", "Stop"));
