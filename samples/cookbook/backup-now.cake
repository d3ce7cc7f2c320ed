// Runs the backup of a CronJob once, now, and waits for it: before an upgrade, or when the nightly one has failed.
//   dotnet cake backup-now.cake                                              the CronJob of the manifest, on the embedded sandbox
//   dotnet cake backup-now.cake --cronjob=shop/backup --context=production   a CronJob of that cluster
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");
var cronJob = Argument("cronjob", "./backup-cronjob.yaml");

var settings = new GojiSettings
{
    Directory = "./clone/backup-now",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromHours(1),
};

Task("Backup")
    .Does(() =>
{
    GojiInit(settings);

    // The file and the Job get the name of the CronJob and a random end, so that this can be repeated.
    JobReport queued = GojiQueueCronJob(cronJob, settings);
    settings.WaitFor = new[] { queued.File };
    JobReport backup = GojiProcess(settings).Jobs.Single(job => job.File == queued.File);
    if (backup.After != JobState.Succeeded)
    {
        throw new CakeException($"There is no backup: {backup.File} is {backup.After}. {backup.Reason}");
    }
});

RunTarget(Argument("target", "Backup"));
