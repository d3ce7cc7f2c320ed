using Goji.Git.Checkout.Sparse;
using Goji.Git.Clone;
using Goji.Git.Objects.Writing;
using LibGit2Sharp;

namespace Goji.Git.Initializing;

/// <summary>The steps that create a repository.</summary>
internal static class NewRepository
{
    /// <param name="folder">The folder.</param>
    /// <param name="branch">The branch that its HEAD names.</param>
    /// <param name="origin">Returns the address of its origin, given an empty repository; null for none.</param>
    public static void Create(string folder, string branch, Func<Repository, string>? origin)
    {
        Repository.Init(folder);
        using var repository = new Repository(folder);
        PointHead(repository, branch);
        if (origin is not null)
        {
            repository.Network.Remotes.Add(LocalClone.Origin, origin(repository));
        }
    }

    public static ObjectId WriteScaffold(LocalClone clone, GitSettings settings, TimeProvider time)
    {
        var tree = new TreeWriter(new SingleObjects(clone.Repository), clone.Trees, new HashSet<string>()).Write(null, Scaffold.Files);
        return CommitWriter.Write(clone.Repository, settings, time, Scaffold.Message, clone.Repository.Lookup<Tree>(tree), []);
    }

    /// <summary>Makes a fetched branch the clone's own, as <c>git clone</c> does.</summary>
    public static void Adopt(LocalClone clone, string branch, ObjectId tip)
    {
        var repository = clone.Repository;
        PointHead(repository, branch);
        if (clone.IdOf(BranchName.Reference(branch)) is not null)
        {
            // The branch comes back with the files.
            repository.Refs.Remove(BranchName.Reference(branch));
        }

        clone.Move(LocalClone.TrackingReference(branch), clone.IdOf(LocalClone.TrackingReference(branch)) ?? tip, "clone");
        repository.Refs.Add($"refs/remotes/{LocalClone.Origin}/HEAD", LocalClone.TrackingReference(branch), allowOverwrite: true);
        repository.Config.Set($"branch.{branch}.remote", LocalClone.Origin);
        repository.Config.Set($"branch.{branch}.merge", BranchName.Reference(branch));
    }

    /// <summary>Configures which files the working copy shows, before it shows any.</summary>
    public static void ChooseFiles(LocalClone clone, GitSettings settings, ObjectId tip)
    {
        if (settings.Sparse)
        {
            SparseCheckout.TurnOn(clone.Repository, StateLayout.Of(clone.CommitAt(tip).Tree));
        }
    }

    private static void PointHead(Repository repository, string branch) =>
        repository.Refs.Add("HEAD", BranchName.Reference(branch), allowOverwrite: true);
}
