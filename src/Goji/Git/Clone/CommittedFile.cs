using System.Text;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Reads job files of a commit while another process uses the clone: reading objects needs no lock.</summary>
internal static class CommittedFile
{
    /// <param name="settings">The clone.</param>
    /// <param name="commit">The commit's id.</param>
    /// <param name="state">The state folder of the job.</param>
    /// <param name="jobPath">The path below the state folder.</param>
    /// <param name="maxBytes">The number of bytes that are read.</param>
    /// <returns>The path in the repository, the text, and whether there is more of it; null where there is no such plain file.</returns>
    public static (string Path, string Text, bool IsCut)? Read(
        GitSettings settings, string commit, JobState state, string jobPath, int maxBytes) =>
        GitFailure.Explained<(string, string, bool)?>(
        () => $"The job file '{jobPath}' of commit {commit} could not be read",
        () =>
        {
            using var repository = RepositoryOpener.In(settings.Directory, settings);
            if (repository.Lookup<Commit>(commit) is not { } found)
            {
                return null;
            }

            foreach (var folder in StateLayout.Of(found.Tree).FoldersOf(state))
            {
                var path = $"{folder}/{jobPath}";
                if (found[path] is { Mode: Mode.NonExecutableFile or Mode.ExecutableFile, Target: Blob blob })
                {
                    var bytes = new byte[Math.Min(maxBytes, blob.Size)];
                    using var stream = blob.GetContentStream();
                    stream.ReadExactly(bytes);
                    return (path, Encoding.UTF8.GetString(bytes), blob.Size > bytes.Length);
                }
            }

            return null;
        });
}
