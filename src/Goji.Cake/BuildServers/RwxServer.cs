using Cake.Common.Build.Rwx;
using Cake.Core.IO;

namespace Goji.Cake.BuildServers;

/// <summary>RWX: the written reports as artifacts.</summary>
internal sealed class RwxServer(IRwxProvider provider) : IBuildServer
{
    public Task KeepLogsAsync(DirectoryPath folder)
    {
        foreach (var file in LogFiles.In(folder))
        {
            provider.Commands.UploadArtifact(file);
        }

        return Task.CompletedTask;
    }

    public void Report(BuildServerReport news)
    {
        foreach (var file in new[] { news.Paths.Json, news.Paths.JUnit, news.Paths.Html }.OfType<FilePath>())
        {
            provider.Commands.UploadArtifact(file);
        }
    }
}
