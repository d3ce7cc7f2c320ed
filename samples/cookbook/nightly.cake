// Queues tonight's backup and tonight's report, and runs them.
// The backup gets the date in its name: a second start in the same night is refused. The report gets a generated name: it runs as often as the pipeline does.
//   dotnet cake nightly.cake [--date=2026-11-22] [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");
var date = Argument("date", DateTime.UtcNow.ToString("yyyy-MM-dd"));

var settings = new GojiSettings
{
    Directory = "./clone/nightly",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    QueueFolder = "nightly",
    Wait = TimeSpan.FromHours(2),
    FailBuildOn = GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown,
};

Task("Backup")
    .Does(() =>
{
    GojiInit(settings);

    // The template is valid YAML itself: <%date%> is what TransformTextFile replaces.
    FilePath manifest = $"./clone/backup-{date}.yaml";
    TransformTextFile("./backup.template.yaml").WithToken("date", date).Save(manifest);
    GojiQueue(manifest, settings);
});

Task("Report")
    .Does(() =>
{
    GojiInit(settings);
    settings.Duplicates = DuplicatePolicy.Replace;
    GojiQueue("./report.yaml", settings);
});

Task("Nightly")
    .IsDependentOn("Backup")
    .IsDependentOn("Report")
    .Does(() =>
{
    GojiReport report = GojiProcess(settings);
    Information("{0} of {1} jobs succeeded.", report.Succeeded.Count(), report.Jobs.Count);
});

RunTarget(Argument("target", "Nightly"));
