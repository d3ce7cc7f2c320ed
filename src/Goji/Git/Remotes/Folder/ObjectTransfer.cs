using Goji.Git.Objects;
using Goji.Git.Objects.Packs;
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

    /// <summary>Copies a commit and what it needs.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="trees">The folders of its repository that were read already.</param>
    /// <param name="pack">A pack that has many of its objects, and hardly any other; null where none is known.</param>
    public void Copy(ObjectId commit, TreeStore trees, StoredPack? pack = null)
    {
        using var known = new ObjectReader(RepositoryFolder.ObjectsOf(to));
        var missing = new MissingObjects(from, trees, Known(), known.ContainsKnown, cancellationToken).Of(commit);
        if (pack is not null && missing.Any(pack.Ids.Contains) && TryCopy(pack))
        {
            missing = [.. missing.Where(id => !pack.Ids.Contains(id))];
        }

        Copy(missing);
    }

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

    /// <summary>Takes over a pack as it is: nothing is inflated, compared or deflated again.</summary>
    /// <returns>Whether it was still there: a concurrent <c>git gc</c> puts its objects elsewhere.</returns>
    private bool TryCopy(StoredPack pack)
    {
        try
        {
            // A pack counts from when its index is there.
            foreach (var file in (string[])[pack.File, pack.Index])
            {
                ObjectFile.Copy(
                    file, Path.Combine(RepositoryFolder.ObjectsOf(to), "pack", Path.GetFileName(file)), RepositoryFolder.CommonOf(to));
            }

            return true;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
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
