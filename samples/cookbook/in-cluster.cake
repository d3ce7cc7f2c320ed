// Runs in a pod, with the service account of in-cluster.yaml beside it and no kubeconfig; elsewhere on the sandbox.
//   dotnet cake in-cluster.cake
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var isPod = EnvironmentVariable("KUBERNETES_SERVICE_HOST") != null;

var settings = new GojiSettings
{
    Directory = "./clone/in-cluster",
    Sandbox = !isPod,

    // The Role holds for one namespace. Jobs for others are refused with a sentence, not with the server's 403.
    Namespace = isPod ? "jobs" : "default",
    AllowedNamespaces = new[] { isPod ? "jobs" : "default" },
    Wait = TimeSpan.FromMinutes(4),
};

Task("Process")
    .Does(() =>
{
    GojiInit(settings);
    GojiReport report = GojiProcess(settings);
    Information("{0} jobs moved on the cluster {1}.", report.Moved.Count(), report.Cluster);
});

RunTarget(Argument("target", "Process"));
