#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

// A pipeline that ends with 2 for failed jobs, and with 1 for every other failure.
var target = Argument("target", "Default");

Task("Default")
    .Does(() =>
{
    var settings = new GojiSettings { Sandbox = true, Wait = TimeSpan.FromMinutes(5) };
    GojiInit(settings);
    GojiQueue("fails.yaml", settings);
    var failed = GojiProcess(settings).Failed.Count();
    if (failed > 0)
    {
        throw new CakeException(2, $"{failed} of the jobs failed.");
    }
});

try
{
    RunTarget(target);
}
catch (CakeReportException failure) when (failure.InnerException is CakeException cause)
{
    throw cause;
}
