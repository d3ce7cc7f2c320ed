using Goji.Git.Clone;
using Goji.Logs;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>Opens the cluster for people who inspect Jobs.</summary>
    /// <exception cref="GojiUsageException">The configuration is not usable.</exception>
    internal JobView OpenView() => new(OpenCluster(options.Patience), Secrets, time);

    /// <summary>Reads a job file of a commit that is in the clone. It does not wait for a pass.</summary>
    /// <returns>The path in the repository, the text, and whether there is more of it; null where there is no such plain file.</returns>
    /// <exception cref="GojiException">The clone cannot be read.</exception>
    internal (string Path, string Text, bool IsCut)? ReadManifest(string commit, JobState state, string file, int maxBytes) =>
        CommittedFile.Read(Git(), commit, state, file, maxBytes);
}
