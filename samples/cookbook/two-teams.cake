// Two teams share a jobs repository and a runner. Each has a folder below queued/ and a namespace of its own.
// A manifest that names the namespace of the other team is refused when the pipeline queues it.
//   dotnet cake two-teams.cake [--context=production]
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");
var teams = new[] { "team-a", "team-b" };

GojiSettings Settings() => new()
{
    Directory = "./clone/two-teams",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    AllowedNamespaces = teams,
    Wait = TimeSpan.FromMinutes(10),
};

Task("Namespaces")
    .Description("The sandbox begins without the teams' namespaces; a cluster has them.")
    .WithCriteria(context == "")
    .Does(() =>
{
    var settings = Settings();
    settings.AllowedNamespaces = new[] { "default" };
    settings.AllowedKinds = new[] { "Namespace" };
    settings.Duplicates = DuplicatePolicy.Replace;
    GojiInit(settings);
    GojiQueue("./teams/namespaces.yaml", settings);
    GojiProcess(settings);
});

Task("Queue")
    .IsDependentOn("Namespaces")
    .DoesForEach(teams, team =>
{
    var settings = Settings();
    settings.QueueFolder = team;
    settings.Namespace = team;
    settings.AllowedNamespaces = new[] { team };
    settings.Duplicates = DuplicatePolicy.Replace;
    GojiInit(settings);
    foreach (var manifest in GetFiles($"./teams/{team}/*.yaml").OrderBy(manifest => manifest.FullPath))
    {
        try
        {
            GojiQueue(manifest, settings);
        }
        catch (CakeException refusal)
        {
            Warning(refusal.Message);
        }
    }
});

Task("Process")
    .IsDependentOn("Queue")
    .Does(() =>
{
    // One pass looks at the folders of both, so it has no namespace of one team to fall back on: the manifests name theirs.
    foreach (var team in GojiProcess(Settings()).Jobs.GroupBy(job => job.File.Split('/')[0]))
    {
        Information("{0}: {1} of {2} jobs succeeded.", team.Key, team.Count(job => job.After == JobState.Succeeded), team.Count());
    }
});

RunTarget(Argument("target", "Process"));
