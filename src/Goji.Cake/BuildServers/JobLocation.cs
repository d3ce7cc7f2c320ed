using Cake.Core;
using Cake.Core.IO;
using Goji.Model;

namespace Goji.Cake.BuildServers;

/// <summary>
/// Where a job file is in the clone. A repository may have its state folders under jobs/, and two of them in another spelling.
/// </summary>
internal static class JobLocation
{
    public static string? Of(ICakeContext context, string directory, JobReport job, bool isLook)
    {
        var state = isLook ? job.Before : job.After;
        var root = new DirectoryPath(directory);
        return StateFolders.Names[state].SelectMany(name => (string[])[name, "jobs/" + name])
            .Select(folder => root.Combine(folder).CombineWithFilePath(job.File))
            .FirstOrDefault(context.FileSystem.Exist)?.FullPath;
    }
}
