// Migrates the database and shows the output of the migration in the build's log, line by line as it arrives.
// The whole log is kept in artifacts/logs. A later build reads it from the pods with --target=Logs.
//   dotnet cake migration-log.cake [--target=Logs] [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/migration-log",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Duplicates = DuplicatePolicy.Replace,
    Wait = TimeSpan.FromMinutes(10),
    WaitFor = new[] { "migrate.yaml" },
    FailBuildOn = GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown,

    Logs = LogMode.Follow,
    LogFolder = "./artifacts/logs",
};

Task("Migrate")
    .Does(() =>
{
    GojiInit(settings);
    GojiQueue("./migrate.yaml", settings);
    GojiProcess(settings);
});

Task("Logs")
    .Does(() =>
{
    LogsReport logs = GojiLogs("migrate.yaml", new LogsOptions { Tail = 100, Timestamps = true }, settings);
    Information("Lines of attempt {0}: {1}.", logs.Attempt?.Id, logs.Lines);
});

RunTarget(Argument("target", "Migrate"));
