// Releases only when the acceptance test that runs in the cluster succeeds.
// Exit code 3 means that the gate is closed; 1 means that the pipeline itself is broken.
//   dotnet cake gate-release.cake [--context=staging]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

const int GateIsClosed = 3;
var target = Argument("target", "Release");
var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/gate-release",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Duplicates = DuplicatePolicy.Replace,
    Wait = TimeSpan.FromMinutes(20),
    WaitFor = new[] { "acceptance.yaml" },

    // An image that cannot be pulled would keep the gate waiting for nothing.
    FailStuckAfter = TimeSpan.FromMinutes(2),
};

Task("Gate")
    .Does(() =>
{
    GojiInit(settings);
    GojiQueue("./acceptance.yaml", settings);
    JobReport test = GojiProcess(settings).Jobs.Single(job => job.File == "acceptance.yaml");
    if (test.After != JobState.Succeeded)
    {
        throw new CakeException(GateIsClosed, $"Not released: the acceptance test is {test.After}. {test.Reason}");
    }
});

Task("Release")
    .IsDependentOn("Gate")
    .Does(() => Information("The gate is open. Releasing."));

// Cake ends with 1 whatever a task throws; thrown at the top level of the script, the exit code counts.
try
{
    RunTarget(target);
}
catch (CakeReportException failure) when (failure.InnerException is CakeException cause)
{
    throw cause;
}
