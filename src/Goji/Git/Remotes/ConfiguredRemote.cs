using Goji.Git.Clone;
using Goji.Git.Remotes.Folder;
using Goji.Git.Remotes.Server;
using Goji.Model;

namespace Goji.Git.Remotes;

/// <summary>Finds out what kind of remote a clone has.</summary>
internal static class ConfiguredRemote
{
    public static IRemote Of(LocalClone clone, GitSettings settings, IGojiLog log, TimeProvider time) => GitFailure.Explained(
        () => $"The remote of '{clone.Folder}' could not be found out",
        () => Find(clone, settings, log, time));

    private static IRemote Find(LocalClone clone, GitSettings settings, IGojiLog log, TimeProvider time)
    {
        var origin = clone.Repository.Network.Remotes[LocalClone.Origin];
        var others = clone.Repository.Network.Remotes.Select(remote => $"'{remote.Name}'").ToList();
        if (origin is null && others.Count > 0)
        {
            throw new GojiUsageException(
                $"The clone '{clone.Folder}' has no remote named '{LocalClone.Origin}', only {string.Join(", ", others)}. " +
                $"Rename the one to use with: git remote rename <name> {LocalClone.Origin}.");
        }

        RepositoryKey.RequireSame(settings.Repository, origin?.Url, clone.Folder, clone.Configuration);
        return origin is null ? new LocalRemote(clone, settings)
            : RemoteAddress.FolderOf(origin.Url, clone.Folder) is { } folder ? new PathRemote(clone, folder, settings, log)
            : new ServerRemote(clone, origin.Url, origin.PushUrl, settings, log, time);
    }
}
