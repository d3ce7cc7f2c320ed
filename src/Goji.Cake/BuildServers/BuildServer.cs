using Cake.Common.Build;
using Cake.Core;

namespace Goji.Cake.BuildServers;

/// <summary>Finds the build system that runs the script.</summary>
internal static class BuildServer
{
    /// <returns>
    /// Null where there is none, or none that takes more than a log: GitLab and Jenkins, for example, read the JUnit report by their own
    /// settings.
    /// </returns>
    public static IBuildServer? Of(ICakeContext context, BuildSystem system) => system switch
    {
        { IsRunningOnGitHubActions: true } => new GitHubActionsServer(system.GitHubActions, context.Environment),
        { IsRunningOnAzurePipelines: true } => new AzurePipelinesServer(system.AzurePipelines.Commands, context.Environment),
        { IsRunningOnTeamCity: true } => new TeamCityServer(system.TeamCity),
        { IsRunningOnMyGet: true } => new MyGetServer(system.MyGet),
        { IsRunningOnAppVeyor: true } => new AppVeyorServer(system.AppVeyor),
        { IsRunningOnContinuaCI: true } => new ContinuaCIServer(system.ContinuaCI),
        { IsRunningOnRwx: true } => new RwxServer(system.Rwx),
        _ => null,
    };
}
