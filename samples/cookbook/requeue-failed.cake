// Queues every job in failed/ again and runs them, for the morning after a bad night.
//   dotnet cake requeue-failed.cake [--match=nightly/**/*] [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");
var match = Argument("match", "**/*");

var settings = new GojiSettings
{
    Directory = "./clone/requeue-failed",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(30),
};

Task("Requeue")
    .Does(() =>
{
    GojiInit(settings);

    // An older clone shows what the last pass left: this pass brings it up to date.
    GojiProcess(settings);

    foreach (var file in GetFiles($"./clone/requeue-failed/failed/{match}.{{yaml,yml,json}}").OrderBy(file => file.FullPath))
    {
        GojiRequeue(file, settings);
    }
});

Task("Run")
    .IsDependentOn("Requeue")
    .Does(() =>
{
    GojiReport report = GojiProcess(settings);
    Information("{0} succeeded, {1} failed again.", report.Succeeded.Count(), report.Failed.Count());
});

RunTarget(Argument("target", "Run"));
