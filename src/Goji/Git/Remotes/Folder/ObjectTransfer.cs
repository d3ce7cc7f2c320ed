using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>Copies commits with everything they need from one repository on this machine to another.</summary>
/// <remarks>
/// libgit2's own transport for folders cannot push to a repository with a working copy, fetches every branch instead of one, and forgets a
/// clone's shallow boundary.
/// </remarks>
internal sealed class ObjectTransfer(Repository from, Repository to, CancellationToken cancellationToken)
{
    // As git's receive.unpackLimit: few objects stay files, many become a pack.
    private const int UnpackLimit = 100;

    /// <summary>Copies a commit with all that the other repository lacks of it.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="trees">Reads the folders of the repository that has it.</param>
    public void Copy(ObjectId commit, TreeStore trees) =>
        Copy(new MissingObjects(from, trees, Known(), to.ObjectDatabase.Contains, cancellationToken).Of(commit));

    /// <summary>Copies objects, each after those it names.</summary>
    public void Copy(IReadOnlyList<ObjectId> missing)
    {
        if (missing.Count > UnpackLimit || missing.Any(id => !File.Exists(LooseFile(from, id))))
        {
            Pack(missing);
            return;
        }

        // Each object after those it names: what is there is whole, wherever a kill strikes.
        foreach (var id in missing)
        {
            ObjectFile.Copy(LooseFile(from, id), LooseFile(to, id), RepositoryFolder.CommonOf(to));
        }
    }

    private static string LooseFile(Repository repository, ObjectId id) =>
        Path.Combine(RepositoryFolder.ObjectsOf(repository), id.Sha[..2], id.Sha[2..]);

    // A reference that is deleted in between is null.
    private IEnumerable<ObjectId> Known() => to.Refs.Append(to.Refs.Head).OfType<Reference>()
        .Select(reference => reference.ResolveToDirectReference()?.TargetIdentifier)
        .OfType<string>()
        .Distinct()
        .Select(id => new ObjectId(id));

    private void Pack(IEnumerable<ObjectId> objects)
    {
        var folder = Path.Combine(RepositoryFolder.ObjectsOf(to), "pack");
        Directory.CreateDirectory(folder);
        from.ObjectDatabase.Pack(new PackBuilderOptions(folder), builder =>
        {
            foreach (var id in objects)
            {
                builder.Add(id);
            }
        });
    }
}
