// The script that the workflow and the Jenkinsfile beside it run: one pass over the jobs repository, with reports that both can show.
//   dotnet cake ci.cake [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/ci",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(30),

    // GitHub Actions gets a summary of the step, and an annotation for every job in trouble, without a setting.
    JUnitReport = "./artifacts/goji.xml",
    JsonReport = "./artifacts/goji.json",

    // Asked last: the moves are pushed and the reports written when the build fails.
    FailBuildOn = GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown,
};

Task("Jobs")
    .Does(() =>
{
    GojiInit(settings);
    GojiProcess(settings);
});

RunTarget(Argument("target", "Jobs"));
