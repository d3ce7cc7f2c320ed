// Migrates the database, then deploys. A migration that does not succeed stops the pipeline before anything is deployed.
//   dotnet cake migrate-before-deploy.cake                       on the embedded sandbox
//   dotnet cake migrate-before-deploy.cake --context=production  on the cluster of that kubeconfig context
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/migrate-before-deploy",
    Context = context != "" ? context : null,
    Sandbox = context == "",

    // A pipeline that runs again migrates again: the queued file takes the place of the finished one.
    Duplicates = DuplicatePolicy.Replace,
    Wait = TimeSpan.FromMinutes(10),
    WaitFor = new[] { "migrate.yaml" },
};

Task("Migrate")
    .Does(() =>
{
    GojiInit(settings);
    GojiQueue("./migrate.yaml", settings);
    JobReport migration = GojiProcess(settings).Jobs.Single(job => job.File == "migrate.yaml");
    if (migration.After != JobState.Succeeded)
    {
        throw new CakeException($"Nothing was deployed: the migration is {migration.After}. {migration.Reason}");
    }
});

Task("Deploy")
    .IsDependentOn("Migrate")
    .Does(() => Information("The database is migrated. Deploying."));

RunTarget(Argument("target", "Deploy"));
