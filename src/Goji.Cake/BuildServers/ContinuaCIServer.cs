using Cake.Common.Build.ContinuaCI;

namespace Goji.Cake.BuildServers;

/// <summary>Continua CI: messages and the status of the build.</summary>
internal sealed class ContinuaCIServer(IContinuaCIProvider provider) : IBuildServer
{
    public void Report(BuildServerReport news)
    {
        foreach (var finding in news.Findings)
        {
            provider.WriteMessage(
                $"{finding.Title}: {finding.Text}",
                finding.IsError ? ContinuaCIMessageType.Error : ContinuaCIMessageType.Warning);
        }

        if (news.Status.Length > 0)
        {
            provider.SetBuildStatus(news.Status);
        }
    }
}
