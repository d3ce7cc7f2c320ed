using Cake.Common.Build;
using Cake.Common.Build.AppVeyor;
using Cake.Common.Build.AzurePipelines;
using Cake.Common.Build.Bamboo;
using Cake.Common.Build.BitbucketPipelines;
using Cake.Common.Build.Bitrise;
using Cake.Common.Build.ContinuaCI;
using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.GitLabCI;
using Cake.Common.Build.GoCD;
using Cake.Common.Build.Jenkins;
using Cake.Common.Build.MyGet;
using Cake.Common.Build.Rwx;
using Cake.Common.Build.TeamCity;
using Cake.Common.Build.TravisCI;
using Cake.Common.Build.WoodpeckerCI;
using Goji.Cake.Reporting;
using Goji.Cake.Running;
using Goji.Testing;

namespace Goji.Cake.Tests.BuildServers;

/// <summary>A build on a build system, with Cake's real providers on recorded output.</summary>
internal sealed class Build(TemporaryDirectory place)
{
    public CiContext Context { get; } = new(place);

    public List<string> Messages => writer.Lines;

    public GojiOptions Options { get; } = new() { Directory = place["jobs"] };

    public ReportPaths Paths { get; init; } = new(null, null, null);

    public GojiFailBuildOn FailBuildOn { get; init; }

    private readonly RecordingMessages writer = new();

    public Build With(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Context.Environment.Variables[name] = value;
        }

        return this;
    }

    public PassReporting Start() => PassReporting.For(Context, Paths, Options, FailBuildOn, System());

    public async Task ReportAsync(GojiReport report)
    {
        var reporting = Start();
        await reporting.ReportAsync(new GojiRunner(Options, new CakeGojiLog(Context.Log)), report, default);
    }

    /// <summary>The warnings of the log.</summary>
    public IEnumerable<string> Warnings => Context.Log.Lines.Where(line => line.Level == global::Cake.Core.Diagnostics.LogLevel.Warning).Select(line => line.Text);

    public BuildSystem System()
    {
        var (environment, files) = (Context.Environment, Context.FileSystem);
        return new(
            new AppVeyorProvider(environment, Context.Processes, Context.Log),
            new TeamCityProvider(environment, files, writer),
            new MyGetProvider(environment, writer),
            new BambooProvider(environment),
            new ContinuaCIProvider(environment, writer),
            new JenkinsProvider(environment),
            new BitriseProvider(environment, Context.Processes),
            new TravisCIProvider(environment, writer),
            new BitbucketPipelinesProvider(environment),
            new GoCDProvider(environment, Context.Log),
            new GitLabCIProvider(environment, files),
            new GitHubActionsProvider(environment, files, writer),
            new AzurePipelinesProvider(environment, writer),
            new WoodpeckerCIProvider(environment, files),
            new RwxProvider(environment, files));
    }
}
