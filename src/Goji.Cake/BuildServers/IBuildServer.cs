using Cake.Core.IO;

namespace Goji.Cake.BuildServers;

/// <summary>A build system that runs the script and shows more of a build than its log.</summary>
internal interface IBuildServer
{
    /// <summary>Has a secret hidden in the log of the build from now on, where the build system can.</summary>
    void Mask(string secret)
    {
    }

    void Report(BuildServerReport news);

    /// <summary>Keeps the folder with the whole logs of Jobs for as long as the build, where the build system can.</summary>
    Task KeepLogsAsync(DirectoryPath folder) => Task.CompletedTask;
}
