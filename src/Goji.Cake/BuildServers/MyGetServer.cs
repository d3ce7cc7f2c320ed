using Cake.Common.Build.MyGet;

namespace Goji.Cake.BuildServers;

/// <summary>MyGet: messages, and build problems where the build fails anyway.</summary>
internal sealed class MyGetServer(IMyGetProvider provider) : IBuildServer
{
    public void Report(BuildServerReport news)
    {
        foreach (var finding in news.Findings)
        {
            var text = $"{finding.Title}: {finding.Text}";
            if (finding.FailsBuild)
            {
                provider.BuildProblem(text);
            }
            else
            {
                provider.WriteStatus(text, MyGetBuildStatus.Warning);
            }
        }
    }
}
