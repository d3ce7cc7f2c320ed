using Goji.Git.Checkout.Index;
using Goji.Git.Checkout.Sparse;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Checkout;

/// <summary>The index beside the files: what git takes for the next commit.</summary>
internal sealed class WorkingIndex(Repository repository, WorkingFiles files, Cone? cone, IGojiLog log)
{
    /// <summary>Takes over a whole tree.</summary>
    public void Fill(Tree tree)
    {
        repository.Index.Replace(tree);
        Write();
    }

    /// <summary>Takes over what has changed, but for what a person has staged.</summary>
    public void Update(List<FileChange> changes, Commit to)
    {
        var hidden = cone is null ? null : new SkippedPaths(cone, files);
        if (IndexUpdate.TryApply(SparseCheckout.IndexOf(repository), changes, hidden) is { } staged)
        {
            foreach (var path in staged)
            {
                Keep(path);
            }
        }
        else
        {
            UpdateByLibrary(changes, to);
        }
    }

    private void Keep(string path) => log.Write(GojiLogLevel.Warning, "'{0}' has staged changes, which were kept.", path);

    private void UpdateByLibrary(List<FileChange> changes, Commit to)
    {
        var index = repository.Index;
        var links = new List<string>();
        foreach (var change in changes)
        {
            var staged = index[change.Path]?.Id;
            var isStagedByPerson = staged != (change.OldExists ? change.OldId : null) && staged != (change.Exists ? change.Id : null);
            if (isStagedByPerson)
            {
                Keep(change.Path);
            }
            else if (!change.Exists)
            {
                index.Remove(change.Path);
            }
            else if (change.Mode == Mode.GitLink)
            {
                links.Add(change.Path);
            }
            else
            {
                // Staged from the file, it would be read and hashed once more, half a millisecond each. So the next git status does that.
                index.Add(repository.Lookup<Blob>(change.Id), change.Path, change.Mode);
            }
        }

        if (links.Count > 0)
        {
            index.Replace(to, links, new ExplicitPathsOptions { ShouldFailOnUnmatchedPath = false });
        }

        Write();
    }

    // Until the entries are marked too, git takes the files that are not shown for deleted. The branch stays where it is as long, so the
    // next call does it again.
    private void Write()
    {
        repository.Index.Write();
        if (cone is not null)
        {
            SkippedEntries.Mark(SparseCheckout.IndexOf(repository), new SkippedPaths(cone, files));
        }
    }
}
