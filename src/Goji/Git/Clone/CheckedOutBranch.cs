using Goji.Git.Objects;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Git refuses a push to the branch that a repository has checked out, since its files would not follow; so does Goji.</summary>
internal static class CheckedOutBranch
{
    private const string Setting = "receive.denyCurrentBranch";

    public static void Refuse(Repository remote, string branch)
    {
        var policy = remote.Config.Get<string>(Setting)?.Value ?? "refuse";
        var isAllowed = policy.ToLowerInvariant() is "ignore" or "warn" or "false" or "no" or "off" or "0";
        if (!isAllowed && Heads(remote).Contains($"ref: {BranchName.Reference(branch)}"))
        {
            throw new PushRefusedException(
                $"The remote '{remote.Info.Path}' has the branch '{branch}' checked out, and a push would leave its files behind. Use a "
                    + $"bare repository as the remote, or set {Setting} to 'ignore' there.");
        }
    }

    private static IEnumerable<string> Heads(Repository remote)
    {
        var common = RepositoryFolder.CommonOf(remote);
        var linked = Path.Combine(common, "worktrees");
        IEnumerable<string> folders = remote.Config.GetValueOrDefault("core.bare", false) ? [] : [common];
        return folders.Concat(Directory.Exists(linked) ? Directory.EnumerateDirectories(linked) : [])
            .Select(folder => Path.Combine(folder, "HEAD"))
            .Where(File.Exists)
            .Select(file => File.ReadAllText(file).Trim());
    }
}
