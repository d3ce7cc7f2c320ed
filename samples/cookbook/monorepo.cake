// Lies in the root of a repository of other things that has the five state folders under jobs/, and works in the checkout itself.
//   dotnet cake monorepo.cake [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    // The root of the checkout, not ./jobs: Goji finds the folders under jobs/ by itself.
    Directory = ".",

    // The moves are commits on the branch that the pipeline builds.
    SkipCi = true,
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(10),
};

Task("Build")
    .Does(() => Information("Building."));

Task("Jobs")
    .IsDependentOn("Build")
    .Does(() =>
{
    foreach (JobReport job in GojiProcess(settings).Jobs)
    {
        Information("{0} is {1}. {2}", job.File, job.After, job.Reason);
    }
});

RunTarget(Argument("target", "Jobs"));
