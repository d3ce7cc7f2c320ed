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
        var origin = OriginAddress.ToFetch(clone.Configuration);
        var others = clone.Repository.Network.Remotes.Select(remote => $"'{remote.Name}'").ToList();
        if (origin is null && others.Count > 0)
        {
            throw new GojiUsageException(
                $"The clone '{clone.Folder}' has no remote named '{LocalClone.Origin}', only {string.Join(", ", others)}. " +
                $"Rename the one to use with: git remote rename <name> {LocalClone.Origin}.");
        }

        RepositoryKey.RequireSame(settings.Repository, origin, clone.Folder, clone.Configuration);
        if (origin is null)
        {
            return new LocalRemote(clone, settings);
        }

        var push = OriginAddress.ToPush(clone.Configuration);
        var remote = At(origin, origin, clone, settings, log, time);
        return new WatchedRemote(
            push == origin ? remote : new SplitRemote(remote, At(push, origin, clone, settings, log, time)), log, time);
    }

    private static IRemote At(string address, string origin, LocalClone clone, GitSettings settings, IGojiLog log, TimeProvider time) =>
        RemoteAddress.FolderOf(address, clone.Folder) is { } folder
            ? new PathRemote(clone, folder, settings, log)
            : new ServerRemote(clone, address, origin, settings, log, time);
}
