#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var settings = new GojiSettings
{
    Sandbox = true, // Leave this out to use the cluster of your kubeconfig.
    Wait = TimeSpan.FromMinutes(5),
    Logs = LogMode.Follow, // Print what the Job writes.
    Duplicates = DuplicatePolicy.Replace, // Run the job again when the build runs again.
};

Task("Default")
    .Does(() =>
{
    GojiInit(settings);
    GojiQueue("hello.yaml", settings);
    GojiProcess(settings);
});

RunTarget("Default");
