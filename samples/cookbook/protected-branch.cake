// Works on a jobs repository whose branch is protected: only the bot may push to it, under its own name, and its commits start no further build.
//   GIT_REPOSITORY=https://git.example.com/shop/jobs.git GIT_USERNAME=jobs-bot GIT_PASSWORD=<its token> dotnet cake protected-branch.cake
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/protected-branch",
    Branch = "main",
    CommitterName = "jobs-bot",
    CommitterEmail = "jobs-bot@example.com",
    SkipCi = true,
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(10),
};

Task("Process")
    .Does(() =>
{
    Information(GojiInit(settings).Message);

    // Nothing is started that could not be pushed: where the branch refuses the bot, the pass ends here.
    GojiReport report = GojiProcess(settings);
    foreach (JobReport job in report.Moved)
    {
        Information("{0} is {1}.", job.File, job.After);
    }
});

RunTarget(Argument("target", "Process"));
