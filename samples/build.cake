#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

///////////////////////////////////////////////////////////////////////////////
// ARGUMENTS
///////////////////////////////////////////////////////////////////////////////

var target = Argument("target", "Default");
var context = Argument("context", "");
var repository = Argument("repository", "");
var manifests = Argument("manifests", "./jobs/queued/**/*.{yaml,yml,json}");
var file = Argument("file", "");

///////////////////////////////////////////////////////////////////////////////
// SETTINGS
///////////////////////////////////////////////////////////////////////////////

var settings = new GojiSettings
{
    Directory = "./clone",
    Repository = repository != "" ? repository : null,
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(5),
    PollInterval = TimeSpan.FromSeconds(1),
};

///////////////////////////////////////////////////////////////////////////////
// TASKS
///////////////////////////////////////////////////////////////////////////////

Task("Init")
    .Description("Clones the jobs repository that --repository=<url> names; without it, makes a new one.")
    .Does(() => Information(GojiInit(settings).Message));

Task("Queue")
    .Description("Queues the files that --manifests=<glob> names, unless the repository has them already.")
    .IsDependentOn("Init")
    .DoesForEach(() => GetFiles(manifests).OrderBy(manifest => manifest.FullPath), manifest =>
{
    // What is in a folder below queued/ keeps that folder.
    settings.QueueFolder = manifest.GetDirectory().FullPath.Split("/queued/") is [_, .., var below] ? below : null;
    if (GetFiles($"./clone/*/{settings.QueueFolder}/{manifest.GetFilename()}").Any())
    {
        return;
    }

    try
    {
        GojiQueue(manifest, settings);
    }
    catch (CakeException refusal)
    {
        // One of the samples is no Job, and one has a misspelt field. They are refused here; committed to queued/ by hand, they go to failed/.
        Warning(refusal.Message);
    }
});

Task("Process")
    .Description("Runs what is queued and waits for it: on the embedded sandbox, or on the cluster of --context=<kubeconfig context>.")
    .IsDependentOn("Init")
    .Does(() =>
{
    GojiProcess(settings);
    ShowFolders();
});

Task("Status")
    .Description("Shows what is queued and what is being processed.")
    .IsDependentOn("Init")
    .Does(() => GojiStatus(settings));

Task("Requeue")
    .Description("Queues the finished job that --file=<state/path> names again; without it, the first that failed.")
    .IsDependentOn("Init")
    .Does(() =>
{
    var failed = GetFiles("./clone/failed/**/*.{yaml,yml,json}").OrderBy(path => path.FullPath).FirstOrDefault();
    if (file != "" || failed != null)
    {
        GojiRequeue(file != "" ? file : failed, settings);
        ShowFolders();
    }
});

Task("Default")
    .Description("All of it, in this order.")
    .IsDependentOn("Init")
    .IsDependentOn("Queue")
    .IsDependentOn("Process")
    .IsDependentOn("Status")
    .IsDependentOn("Requeue");

///////////////////////////////////////////////////////////////////////////////
// EXECUTION
///////////////////////////////////////////////////////////////////////////////

RunTarget(target);

void ShowFolders()
{
    foreach (var state in new[] { "queued", "processing", "succeeded", "failed", "unknown" })
    {
        Information("{0}/", state);
        foreach (var path in GetFiles("./clone/" + state + "/**/*.{yaml,yml,json}").OrderBy(path => path.FullPath))
        {
            Information("    {0}", MakeAbsolute(Directory($"./clone/{state}")).GetRelativePath(path));
        }
    }
}
