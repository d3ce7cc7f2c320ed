using Cake.Core;
using Cake.Core.IO;

namespace Goji.Cake.BuildServers;

/// <summary>
/// Where a job file is in the clone. A repository may have its state folders under jobs/, and two of them in another spelling.
/// </summary>
internal static class JobLocation
{
    public static string? Of(ICakeContext context, string directory, JobReport job, bool isLook)
    {
        var state = isLook ? job.Before : job.After;
        string[] names = state switch
        {
            JobState.Processing => ["processing", "process"],
            JobState.Succeeded => ["succeeded", "succeed"],
            _ => [state.ToString().ToLowerInvariant()],
        };
        var root = new DirectoryPath(directory);
        return names.SelectMany(name => (string[])[name, "jobs/" + name])
            .Select(folder => root.Combine(folder).CombineWithFilePath(job.File))
            .FirstOrDefault(context.FileSystem.Exist)?.FullPath;
    }
}
